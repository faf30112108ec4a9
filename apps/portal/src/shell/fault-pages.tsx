import { Button } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { EmptyNote } from '../ui/states.tsx';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <div className="wf-page">
      <EmptyNote icon="search" title="There is no such page">
        <p>
          The address may be mistyped or old. <Link to="/cases">Open the case queue</Link>.
        </p>
      </EmptyNote>
    </div>
  );
}

/** A page that failed while drawing, or whose code could not be fetched (a new version may have been installed). */
export function PageCrash({ error }: ErrorComponentProps) {
  return (
    <div className="wf-page" role="alert">
      <EmptyNote icon="alert" title="This page could not be shown">
        <p>{error instanceof Error ? error.message : String(error)}. A new version may have been installed: load the page again.</p>
        <Button size="xs" variant="default" onClick={() => window.location.reload()}>
          Load again
        </Button>
      </EmptyNote>
    </div>
  );
}
