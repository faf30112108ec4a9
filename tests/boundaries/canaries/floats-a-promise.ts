// must fail: @typescript-eslint/no-floating-promises
export function canary(): void {
  Promise.reject(new Error('nobody waits for this'));
}
