import { Link } from '@tanstack/react-router';
import { Ago } from '../../ui/moment.tsx';
import { purdueLabel } from '../../ui/purdue.ts';
import type { AssetRow, LevelGroup, ZoneGroup } from './group-by-level.ts';
import styles from './assets.module.css';

/** One level of the plant as a lane; its zones side by side. */
export function LevelLane({ group, manySites }: { readonly group: LevelGroup; readonly manySites: boolean }) {
  const title = group.level === undefined ? 'Level not known' : purdueLabel(group.level);
  const [level, name] = title.split(' · ');
  return (
    <section className={styles.lane} aria-label={title} data-dmz={group.level === 3.5}>
      <div className={styles.level}>
        <h2>{level}</h2>
        {name !== undefined && <div>{name}</div>}
        <div className="wf-number">
          {group.count} {group.count === 1 ? 'asset' : 'assets'}
        </div>
      </div>
      <div className={styles.zones}>
        {group.zones.length === 0 && <div className={styles.none}>Nothing at this level</div>}
        {group.zones.map((zone) => (
          <Zone key={zone.key} group={zone} manySites={manySites} />
        ))}
      </div>
    </section>
  );
}

function Zone({ group, manySites }: { readonly group: ZoneGroup; readonly manySites: boolean }) {
  return (
    <div className={styles.zone}>
      <h3>
        {group.name ?? 'No zone'}
        <span>
          {[manySites ? group.site : '', group.zone === undefined ? '' : `SL-T ${group.zone.targetSecurityLevel} · ${group.zone.cidrs.join(', ')}`]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </h3>
      <ul className={styles.assets}>
        {group.assets.map((asset) => (
          <AssetItem key={asset.id} asset={asset} />
        ))}
      </ul>
      {group.assets.length === 0 && <div className={styles.none}>No asset seen in this zone</div>}
    </div>
  );
}

function AssetItem({ asset }: { readonly asset: AssetRow }) {
  const made = [asset.vendor, asset.model, asset.firmware].filter(Boolean).join(' ');
  return (
    <li className={styles.asset} data-unmanaged={!asset.managed}>
      <div className={styles.name}>
        <strong>{asset.name}</strong>
        {asset.safetyInstrumented && (
          <span className="wf-tag" data-tone="critical">
            safety
          </span>
        )}
        {asset.critical && (
          <span className="wf-tag" data-tone="high">
            critical
          </span>
        )}
        {!asset.managed && (
          <span className="wf-tag" data-tone="medium">
            new device
          </span>
        )}
      </div>
      <div>
        {asset.role} <span className="wf-muted">· {asset.deviceClass}</span>
      </div>
      {made !== '' && <div className="wf-muted">{made}</div>}
      <div className={styles.foot}>
        {asset.ip ? (
          <Link className="wf-mono" to="/events" search={{ ip: asset.ip, last: 1440 }} title="Events of the last 24 hours">
            {asset.ip}
          </Link>
        ) : (
          <span className="wf-mono">{asset.mac}</span>
        )}
        {asset.lastSeen && <Ago iso={asset.lastSeen} />}
      </div>
    </li>
  );
}
