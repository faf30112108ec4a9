/**
 * Fetches a package with the person's token and hands it to the browser as a file. Resolves to a sentence for the person when it
 * failed, undefined when it went well. Only addresses of this server are asked: the token goes nowhere else.
 */
export async function downloadPackage(authorisedFetch: typeof fetch, url: string, fileName: string): Promise<string | undefined> {
  try {
    const address = new URL(url, window.location.href);
    if (address.origin !== window.location.origin) return `The package is at ${address.origin}: download it there.`;
    const response = await authorisedFetch(address);
    if (!response.ok) return `The server answered ${response.status}. Try again; if it stays, ask your lead.`;
    const blob = URL.createObjectURL(await response.blob());
    const link = document.createElement('a');
    link.href = blob;
    link.download = fileName;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(blob), 60_000);
    return undefined;
  } catch (error) {
    return `The download failed (${error instanceof Error ? error.message : String(error)}). Try again.`;
  }
}
