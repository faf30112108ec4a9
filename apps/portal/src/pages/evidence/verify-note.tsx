/** How anybody checks a package without this server. */
export function VerifyNote() {
  return (
    <section className="wf-panel" aria-label="How to verify a package">
      <header>
        <h2>Verify it offline</h2>
      </header>
      <div className="wf-panel-body">
        <p style={{ margin: '0 0 8px' }}>The check needs no network and no server. It names every file that does not fit.</p>
        <pre className="wf-code" tabIndex={0} aria-label="Commands">{`sha256sum PACKAGE.zip\nnpm run cli -- verify PACKAGE.zip`}</pre>
      </div>
    </section>
  );
}
