import { createMatcher, detections, loadOcsfRules, type Matcher } from '@watchfloor/detections';
import type { Logger } from 'pino';

/** The live matcher: our own detections and the Sigma rules we ship. Rules that cannot run are logged and left out. */
export function liveMatcher(log: Logger): Matcher {
  const { rules, refused } = loadOcsfRules();
  for (const rule of refused) log.error({ rule }, 'a Sigma rule was refused');
  return createMatcher({
    detections,
    sigmaRules: rules,
    onError: (detectionId, error) => log.error({ detectionId, err: error }, 'a detection failed on an event'),
    onSetAside: (report) => log.error({ detectionId: report.detectionId, tenant: report.tenantId, errors: report.errors }, 'a detection was set aside'),
  });
}
