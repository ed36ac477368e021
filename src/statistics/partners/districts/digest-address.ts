import type { MailRoad } from '../../../deliveries/channels/channel.js';
import type { Endpoint } from '../../../deliveries/endpoint.entity.js';

type MailEndpoint = Endpoint & { readonly channel: MailRoad };

/** The address that a monthly letter goes to, of a council's addresses in their order: the first for mail that is on. Pure. */
export function digestAddress(endpoints: readonly Endpoint[]): MailEndpoint | undefined {
  return endpoints.find(
    (one): one is MailEndpoint => one.channel !== 'webhook' && one.disabledAt === null,
  );
}
