import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeliveryListeners } from '../../../deliveries/delivery-listeners.js';
import { Clock } from '../../../shared/clock.js';
import { revokeLinks } from './revoke-links.js';

/** Promises that no link outlives the mailbox that it went to: who reads there now may be somebody else. */
@Injectable()
export class LostMailboxes implements OnModuleInit {
  constructor(
    private readonly listeners: DeliveryListeners,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.listeners.onMailboxLost((em, { partnerId, address }) =>
      revokeLinks(em, { partnerId, address }, this.clock.now()),
    );
  }
}
