import { join } from 'node:path';

/** How the process ends when it has rewritten itself for new settings and wants to be started again (kc.sh of Keycloak 26.7). */
export const REAUGMENTED = 'exit code 10';

// A small heap, one collector thread and no optimising compiler: half the CPU to be ready, and enough for a few people.
const JVM = [
  '-Xms64m', '-Xmx400m', '-XX:MetaspaceSize=96M', '-XX:MaxMetaspaceSize=256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError', '-Dfile.encoding=UTF-8', '-Duser.language=en', '-Duser.country=US', '-Djava.security.egd=file:/dev/urandom',
  '--add-opens=java.base/java.util=ALL-UNNAMED', '--add-opens=java.base/java.util.concurrent=ALL-UNNAMED', '--add-opens=java.base/java.security=ALL-UNNAMED',
  '--add-opens=java.base/java.lang=ALL-UNNAMED',
];

/**
 * What kc.sh would run, without kc.sh: the process that we start is then Keycloak itself, and a signal reaches it.
 * `built` says that the last run has just rewritten the installation.
 */
export function javaArguments(home: string, port: number, built: boolean): string[] {
  return [
    ...JVM,
    '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
    `-Dkc.home.dir=${home}`,
    `-Djboss.server.config.dir=${join(home, 'conf')}`,
    '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
    '-Dpicocli.disable.closures=true',
    '-Dquarkus-log-max-startup-records=10000',
    ...(built ? ['-Dkc.config.built=true'] : []),
    '-cp', join(home, 'lib', 'quarkus-run.jar'),
    'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
    'start-dev',
    '--http-host=127.0.0.1', `--http-port=${port}`, `--hostname=http://127.0.0.1:${port}`,
    '--http-management-port', String(port + 20), '--features-disabled=kerberos', '--import-realm', '--log-level=warn',
  ];
}
