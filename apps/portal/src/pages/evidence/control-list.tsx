import type { ControlsQuery, ControlStatus } from '../../generated/graphql.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { EmptyNote } from '../../ui/states.tsx';
import { categoryName, FUNCTIONS, functionName } from './csf-functions.ts';
import styles from './evidence.module.css';

type Control = ControlsQuery['controls'][number];

const STATUS: Record<ControlStatus, { readonly label: string; readonly tone: string | undefined; readonly icon: IconName }> = {
  SATISFIED: { label: 'Satisfied', tone: 'good', icon: 'check' },
  NOT_SATISFIED: { label: 'Not satisfied', tone: 'critical', icon: 'cross' },
  NOT_ASSESSED: { label: 'Not assessed', tone: undefined, icon: 'pause' },
};

/** Controls under their function and category, each with its status and the reason for it. */
export function ControlList({ controls }: { readonly controls: readonly Control[] }) {
  if (controls.length === 0) {
    return (
      <EmptyNote icon="shield" title="No framework is set up for this customer">
        Ask the lead to assign one.
      </EmptyNote>
    );
  }
  const names = [...new Set(controls.map((control) => functionName(control.function)))].toSorted((one, other) => order(one) - order(other));
  return names.map((name) => {
    const here = controls.filter((control) => functionName(control.function) === name);
    const categories = [...new Set(here.map((control) => categoryName(control.function)))];
    const assessed = here.filter(({ status }) => status !== 'NOT_ASSESSED').length;
    const satisfied = here.filter(({ status }) => status === 'SATISFIED').length;
    return (
      <details key={name} className={styles.function} open={assessed > 0}>
        <summary className="wf-disclosure">
          <strong>{name}</strong>
          <span className="wf-muted wf-number">
            {satisfied} satisfied, {assessed - satisfied} not, {here.length - assessed} not assessed
          </span>
        </summary>
        {categories.map((category) => (
          <div key={category} className={styles.category}>
            {category !== '' && <h3>{category}</h3>}
            <ul className={styles.controls}>
              {here
                .filter((control) => categoryName(control.function) === category)
                .toSorted(assessedFirst)
                .map((control) => (
                  <ControlItem key={control.controlId} control={control} />
                ))}
            </ul>
          </div>
        ))}
      </details>
    );
  });
}

function ControlItem({ control }: { readonly control: Control }) {
  const status = STATUS[control.status];
  return (
    <li className={styles.control}>
      <span className="wf-mono wf-nowrap">{control.controlId}</span>
      <div>
        <div>{control.title}</div>
        <div className={styles.reason}>
          {control.reason}
          {control.automated && control.query && (
            <>
              {' '}
              · query <span className="wf-mono">{control.query}</span>
            </>
          )}
          {control.evaluatedAt && (
            <>
              {' '}
              · <Moment iso={control.evaluatedAt} precise={false} />
            </>
          )}
        </div>
      </div>
      <span className="wf-tag" data-tone={status.tone}>
        <Icon name={status.icon} size={12} />
        {status.label}
      </span>
    </li>
  );
}

const order = (name: string): number => (FUNCTIONS.indexOf(name) < 0 ? FUNCTIONS.length : FUNCTIONS.indexOf(name));
const RANK: Record<ControlStatus, number> = { NOT_SATISFIED: 0, SATISFIED: 1, NOT_ASSESSED: 2 };
const assessedFirst = (one: Control, other: Control): number =>
  RANK[one.status] - RANK[other.status] || one.controlId.localeCompare(other.controlId, 'en', { numeric: true });
