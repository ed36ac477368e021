/** Lets Node import this project's TypeScript: `node --import ./test/config/native/typescript.mjs`. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
