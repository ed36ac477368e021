import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ACCESS_RULE, type AccessRule } from '../../src/access/access-rule.js';

export interface Handler {
  /** `Controller.method` */
  readonly name: string;
  readonly rule: AccessRule | null;
}

/** Every HTTP handler of a running application with the rule that it declares, for the test that no handler goes without. */
export function handlersOf(discovery: DiscoveryService, scanner: MetadataScanner): Handler[] {
  return discovery.getControllers().flatMap(({ metatype }) => {
    const prototype: unknown = metatype?.prototype;
    if (!metatype || typeof prototype !== 'object' || prototype === null) return [];
    return scanner.getAllMethodNames(prototype).flatMap((method): Handler[] => {
      const handler: unknown = Reflect.get(prototype, method);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
        Reflect.getMetadata(ACCESS_RULE, metatype) ??
        null) as AccessRule | null; // only `declare` sets it
      return [{ name: `${metatype.name}.${method}`, rule }];
    });
  });
}
