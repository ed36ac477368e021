import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Directors and the front desk may have contacts in a list, in installations whose roles are there already. */
export class AllowPersonalExports1763683200076 implements MigrationInterface {
  name = 'AllowPersonalExports1763683200076';

  async up(q: QueryRunner): Promise<void> {
    for (const role of await roles(q)) {
      const permissions = role.permissions.filter((one) => one !== PERMISSION);
      await write(q, { code: role.code, permissions: [...permissions, PERMISSION] });
    }
  }

  async down(q: QueryRunner): Promise<void> {
    for (const { code, permissions } of await roles(q))
      await write(q, { code, permissions: permissions.filter((one) => one !== PERMISSION) });
  }
}

const PERMISSION = 'exports.personal';

interface RoleRow {
  readonly code: string;
  readonly permissions: readonly string[];
}

async function roles(q: QueryRunner): Promise<RoleRow[]> {
  const rows = (await q.query(
    `SELECT code, permissions FROM roles WHERE code IN ('director', 'front-desk')`,
  )) as { code: string; permissions: string }[];
  return rows.map(({ code, permissions }) => ({
    code,
    permissions: JSON.parse(permissions) as string[], // a JSON column of ours
  }));
}

/** Codes and permissions are words of ours, without quotation marks. */
async function write(q: QueryRunner, { code, permissions }: RoleRow): Promise<void> {
  await q.query(
    `UPDATE roles SET permissions = '${JSON.stringify(permissions)}' WHERE code = '${code}'`,
  );
}
