import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Navigation } from '../../../web/navigation.js';

const PLACES = [
  {
    href: '/amministrazione',
    label: 'administration:nav.overview',
    permission: 'configuration.edit',
  },
  {
    href: '/amministrazione/smistamento',
    label: 'administration:nav.routing',
    permission: 'configuration.edit',
  },
  {
    href: '/amministrazione/iter',
    label: 'iters:nav',
    permission: 'configuration.edit',
  },
  {
    href: '/amministrazione/utenti',
    label: 'administration:nav.accounts',
    permission: 'configuration.edit',
  },
  {
    href: '/amministrazione/impostazioni',
    label: 'administration:nav.settings',
    permission: 'configuration.edit',
  },
  { href: '/amministrazione/registro', label: 'administration:nav.audit', permission: 'audit.see' },
  {
    href: '/amministrazione/invii',
    label: 'administration:nav.deliveries',
    permission: 'deliveries.see',
  },
] as const;
const FIRST_ORDER = 900; // after the places of the offices

/** Promises the administration's places to whoever may use them. */
@Injectable()
export class AdministrationPlaces implements OnModuleInit {
  constructor(private readonly navigation: Navigation) {}

  onModuleInit(): void {
    for (const [index, place] of PLACES.entries())
      this.navigation.add({ ...place, section: 'offices', order: FIRST_ORDER + index });
  }
}
