// must fail: no-restricted-globals
export const canary = (): string | undefined => process.env['HOME'];
