import type { CaseDetailFragment } from '../../generated/graphql.ts';
import { PURDUE_LEVELS, purdueLabel } from '../../ui/purdue.ts';
import { Ago } from '../../ui/moment.tsx';
import styles from './case-page.module.css';

type PrimaryAsset = NonNullable<CaseDetailFragment['primaryAsset']>;

/** The asset that the case is about, with its place in the Purdue model. */
export function AssetCard({ asset }: { readonly asset: PrimaryAsset }) {
  const made = [asset.vendor, asset.model].filter(Boolean).join(' ');
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['Role', asset.role],
    ['Zone', asset.zoneName],
    ['Site', asset.siteName],
    ['Address', asset.ip],
    ['MAC', asset.mac],
    ['Device', made === '' ? undefined : made],
    ['Firmware', asset.firmware],
    ['Class', asset.deviceClass],
  ];
  return (
    <section className="wf-panel" aria-label="Primary asset" data-order="6">
      <header>
        <h2>{asset.name}</h2>
        <span style={{ display: 'inline-flex', gap: 4, flexWrap: 'wrap' }}>
          {asset.safetyInstrumented && (
            <span className="wf-tag" data-tone="critical">
              safety system
            </span>
          )}
          {asset.critical && (
            <span className="wf-tag" data-tone="high">
              critical
            </span>
          )}
          {!asset.managed && (
            <span className="wf-tag" data-tone="medium">
              unmanaged
            </span>
          )}
        </span>
      </header>
      <div className="wf-panel-body">
        <div className="wf-muted">{typeof asset.purdueLevel === 'number' ? purdueLabel(asset.purdueLevel) : 'Purdue level not known'}</div>
        <ol className={styles.ladder} aria-label="Purdue level">
          {PURDUE_LEVELS.map((level) => (
            <li key={level} aria-current={level === asset.purdueLevel ? 'true' : undefined}>
              {level}
            </li>
          ))}
        </ol>
        <dl className="wf-facts">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
          {asset.lastSeen && (
            <>
              <dt>Last seen</dt>
              <dd>
                <Ago iso={asset.lastSeen} />
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}
