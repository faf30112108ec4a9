import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between the senders and ingest, and can tear every connection at once. */
export interface CutProxy {
  readonly url: string;
  /** Where connections made from now on lead. */
  pointTo(url: string): void;
  cut(): void;
  close(): void;
}

export async function cutProxy(): Promise<CutProxy> {
  let target: URL | undefined;
  const open = new Set<Socket>();
  const hold = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer((sender) => {
    hold(sender);
    if (!target) return sender.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    hold(upstream);
    sender.on('close', () => upstream.destroy());
    upstream.on('close', () => sender.destroy());
    sender.pipe(upstream);
    upstream.pipe(sender);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => { for (const socket of open) socket.destroy(); };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pointTo: (url) => { target = new URL(url); },
    cut,
    close: () => { cut(); server.close(); },
  };
}
