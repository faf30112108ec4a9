// must fail: @nx/enforce-module-boundaries
import { connectClickHouse } from '@watchfloor/clickhouse';

export const canary = connectClickHouse;
