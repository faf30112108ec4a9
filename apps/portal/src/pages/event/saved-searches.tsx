import { Button, Menu, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { DeleteSearchDocument, RenameSearchDocument, SavedSearchesDocument, SaveSearchDocument } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { eventSearchOf } from './event-search-params.ts';

const route = getRouteApi('/events');

/** Queries that colleagues and oneself keep at this customer: open one, keep the present one, rename or delete one's own. */
export function SavedSearches({ tenantId }: { readonly tenantId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data }, read] = useQuery({ query: SavedSearchesDocument, variables: { tenantId } });
  const [saved, save] = useMutation(SaveSearchDocument);
  const [renamed, rename] = useMutation(RenameSearchDocument);
  const [deleted, remove] = useMutation(DeleteSearchDocument);
  const [name, setName] = useState('');
  const problem = saved.error ?? renamed.error ?? deleted.error;
  const kept = data?.savedSearches ?? [];
  const again = (result: { error?: unknown }): void => {
    if (result.error !== undefined) return;
    setName('');
    read({ requestPolicy: 'network-only' });
  };
  const window = search.from !== undefined && search.to !== undefined && search.last === undefined ? { from: search.from, to: search.to } : { lastMinutes: search.last ?? 60 };
  return (
    <Menu position="bottom-end" width={320} closeOnItemClick={false}>
      <Menu.Target>
        <Button size="xs" variant="default">
          Saved queries
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kept.length === 0 && <Menu.Label>None is kept yet.</Menu.Label>}
        {kept.map((one) => (
          <Menu.Item
            key={one.savedSearchId}
            onClick={() => void navigate({ search: eventSearchOf({ query: one.query, last: one.lastMinutes ?? undefined, from: one.from ?? undefined, to: one.to ?? undefined }) })}
            rightSection={one.mine ? undefined : <span className="wf-muted">{one.ownerName}</span>}
          >
            {one.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <div style={{ padding: 8 }}>
          <TextInput size="xs" label="Name" value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} error={problem && problemText(problem)} onKeyDown={(event) => event.stopPropagation()} />
        </div>
        <Menu.Item disabled={name.trim() === '' || !search.query} onClick={() => void save({ input: { tenantId, name, query: search.query ?? '', ...window } }).then(again)}>
          Keep the present query under this name
        </Menu.Item>
        {kept.filter((one) => one.mine).map((one) => (
          <Menu.Item key={one.savedSearchId} color="red" onClick={() => void remove({ input: { tenantId, savedSearchId: one.savedSearchId } }).then(again)}>
            Delete {one.name}
          </Menu.Item>
        ))}
        {kept.filter((one) => one.mine && name.trim() !== '').map((one) => (
          <Menu.Item key={`rename ${one.savedSearchId}`} onClick={() => void rename({ input: { tenantId, savedSearchId: one.savedSearchId, name } }).then(again)}>
            Rename {one.name} to {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
