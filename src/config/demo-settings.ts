/**
 * What `npm run demo` sets before the environment is read: demo mode, and webhooks to this machine allowed, so that the invented partner's
 * receiver can be reached. What the caller has set himself stays.
 */
export function useDemoSettings(): void {
  process.env['ITER_MODE'] = 'demo';
  process.env['WEBHOOK_ALLOW'] ??= '127.0.0.0/8';
}
