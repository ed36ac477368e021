import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../proof/audit.module.js';
import { Bell } from './bell.js';
import { AddressGuard } from './channels/address-guard.js';
import { Channels } from './channels/channels.js';
import { MailFolder } from './channels/mail-folder.js';
import { MailChannel } from './channels/mail.channel.js';
import { PecChannel } from './channels/pec.channel.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { Aftermath } from './sending/aftermath.js';
import { Checkpoints } from './sending/checkpoints.js';
import { DeliveryListeners } from './delivery-listeners.js';
import { DeliveryHistory } from './delivery-history.js';
import { DeliveryLog } from './delivery-log.js';
import { DispatchLimits } from './sending/dispatch-limits.js';
import { DispatchService } from './sending/dispatch.service.js';
import { Dispatcher } from './sending/dispatcher.js';
import { DueDeliveries } from './sending/due-deliveries.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { HeldDeliveries } from './held-deliveries.service.js';
import { Endpoints } from './endpoints.service.js';
import { Fallback } from './sending/fallback.js';
import { ReceivedMails } from './inbound/received-mails.service.js';
import { ReplyAddresses } from './inbound/reply-addresses.js';
import { Leases } from './sending/leases.js';
import { OutcomeBook } from './sending/outcome-book.js';
import { Outbox } from './outbox.js';
import { Postman } from './sending/postman.js';
import { RedisBell } from './sending/redis-bell.js';

const counter = [
  DeliveryHistory,
  DeliveryListeners,
  DeliveryLog,
  DispatchService,
  EndpointSecrets,
  Endpoints,
  HeldDeliveries,
  MailFolder,
  Outbox,
  ReceivedMails,
  ReplyAddresses,
];
const channels = [AddressGuard, Channels, MailChannel, PecChannel, WebhookChannel];
const sending = [
  ...[Aftermath, Bell, Checkpoints, DispatchLimits, Dispatcher, DueDeliveries, Fallback],
  ...[Leases, OutcomeBook, Postman, RedisBell],
];

/** The post office. Whoever has it may post; sending begins only where a process calls `DispatchService.start`. */
@Global()
@Module({
  imports: [AuditModule],
  providers: [...counter, ...channels, ...sending],
  exports: counter,
})
export class DeliveriesModule {}
