import type { Browser } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/doors/administration/demo/demo.service.js';
import { type Town, townFromEnvironment } from './town.mjs';
import { Visitor } from './visitor.js';
