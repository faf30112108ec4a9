import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStatement } from '../src/clickhouse/check-statement.ts';
import { parseDataInsert } from '../src/clickhouse/insert-statement.ts';
import { sqlTokens } from '../src/clickhouse/sql-tokens.ts';

describe('reading statements', () => {
  it.each([
    ['INSERT INTO t FORMAT CSV\n1', 'INSERT INTO t ', '', 'CSV', '1'],
    ['insert into db.t (a, `FORMAT x`) SETTINGS async_insert = 1, x = \'FORMAT\' format RowBinary \nrest', 'insert into db.t (a, `FORMAT x`) ', "SETTINGS async_insert = 1, x = 'FORMAT' ", 'RowBinary', 'rest'],
    ['INSERT INTO `values`.settings VALUES (1)', 'INSERT INTO `values`.settings ', '', 'Values', ' (1)'],
    ['INSERT INTO TABLE values (* EXCEPT(b)) VALUES(1)', 'INSERT INTO TABLE values (* EXCEPT(b)) ', '', 'Values', '(1)'],
    ["INSERT INTO FUNCTION null('a UInt8') FORMAT TSV\r\n\n", "INSERT INTO FUNCTION null('a UInt8') ", '', 'TSV', '\n'],
  ])('cuts %s', (sql, target, settings, format, data) => {
    const insert = parseDataInsert(sql);
    expect({ target: insert?.target, settings: insert?.settings, format: insert?.format, data: sql.slice(insert?.dataStart) }).toEqual({ target, settings, format, data });
  });

  it.each(['SELECT 1 FORMAT CSV', 'INSERT INTO t SELECT 1 FORMAT CSV', 'INSERT INTO t (SELECT 1)', 'INSERT INTO t (a) WITH 1 AS x SELECT x', '-- INSERT INTO t FORMAT CSV\nSELECT 1', 'INSERT INTO t (a', ''])('leaves %s whole', (sql) => {
    expect(parseDataInsert(sql)).toBeUndefined();
  });

  it('covers any text without a throw: tokens in order, apart, and as written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let last = 0;
        for (const token of sqlTokens(text)) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(text.slice(token.start, token.end)).toBe(token.text);
          last = token.end;
        }
      }),
    );
  });

  it('finds a second statement behind any literal, and none within one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
        expect(checkStatement(`SELECT ${literal} AS a /* ; */ -- ;\n;`).verb).toBe('SELECT');
        expect(() => checkStatement(`SELECT ${literal}; DROP TABLE t`)).toThrow('Multi-statements');
      }),
    );
  });
});
