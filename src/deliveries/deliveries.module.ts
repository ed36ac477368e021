import { Global, Module } from '@nestjs/common';
import { Bell } from './bell.js';
import { AddressGuard } from './channels/address-guard.js';
import { MailFolder } from './channels/mail-folder.js';
import { DeliveryListeners } from './delivery-listeners.js';
import { DeliveryLog } from './delivery-log.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { Endpoints } from './endpoints.service.js';
import { Outbox } from './outbox.js';

const services = [
  AddressGuard,
  Bell,
  DeliveryListeners,
  DeliveryLog,
  EndpointSecrets,
  Endpoints,
  MailFolder,
  Outbox,
];

/** The post office's counter: posting, addresses, what was sent. Who sends is {@link DispatchModule}. */
@Global()
@Module({ providers: services, exports: services })
export class DeliveriesModule {}
