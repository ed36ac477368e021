import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { INSTANT_TYPE as instant } from '../src/database/columns.js';

/** The tables that the house stands on. */
export class CreateTables1763683200000 implements MigrationInterface {
  name = 'CreateTables1763683200000';

  async up(q: QueryRunner): Promise<void> {
    await q.createTable(
      new Table({
        name: 'roles',
        columns: [
          { name: 'code', type: 'varchar', length: '60', isPrimary: true },
          { name: 'name', type: 'text' },
          { name: 'scope', type: 'varchar', length: '60' },
          { name: 'permissions', type: 'text' },
        ],
        indices: [],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'partners',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'varchar', length: '120' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'agreement', type: 'text' },
          { name: 'emergency_phone', type: 'varchar', length: '40', isNullable: true },
          { name: 'is_active', type: 'boolean' },
        ],
        indices: [{ name: 'uq_partners_code', columnNames: ['code'], isUnique: true }],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'accounts',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'username', type: 'varchar', length: '60' },
          { name: 'name', type: 'varchar', length: '120' },
          { name: 'email', type: 'varchar', length: '254', isNullable: true },
          { name: 'password_hash', type: 'varchar', length: '255', isNullable: true },
          { name: 'role_code', type: 'varchar', length: '60' },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'language', type: 'varchar', length: '2' },
          { name: 'is_active', type: 'boolean' },
          { name: 'created_at', type: instant },
        ],
        indices: [
          { name: 'ix_accounts_partner', columnNames: ['partner_id'], isUnique: false },
          { name: 'ix_accounts_role', columnNames: ['role_code'], isUnique: false },
          { name: 'uq_accounts_username', columnNames: ['username'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_21bc83f6f55e57812bb9755adde',
            columnNames: ['role_code'],
            referencedTableName: 'roles',
            referencedColumnNames: ['code'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_4a38737c526f2d37e3dc2697a77',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'sessions',
        columns: [
          { name: 'id_sha256', type: 'varchar', length: '64', isPrimary: true },
          { name: 'account_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'data', type: 'text' },
          { name: 'created_at', type: instant },
          { name: 'seen_at', type: instant },
          { name: 'expires_at', type: instant },
        ],
        indices: [
          { name: 'ix_sessions_account', columnNames: ['account_id'], isUnique: false },
          { name: 'ix_sessions_expires', columnNames: ['expires_at'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_da0cf19646ff5c6e3c0284468e5',
            columnNames: ['account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'offices',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'text' },
          { name: 'email', type: 'varchar', length: '254', isNullable: true },
          { name: 'phone', type: 'varchar', length: '40', isNullable: true },
          { name: 'is_active', type: 'boolean' },
        ],
        indices: [{ name: 'uq_offices_code', columnNames: ['code'], isUnique: true }],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'account_offices',
        columns: [
          { name: 'account_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'office_id', type: 'varchar', length: '36', isPrimary: true },
        ],
        indices: [
          { name: 'ix_account_offices_office', columnNames: ['office_id'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_c40665a52f259e60bc671fd318f',
            columnNames: ['account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_9ac0f857af9a4c9de97768d5d15',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'api_tokens',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'sha256', type: 'varchar', length: '64' },
          { name: 'account_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'person_name', type: 'varchar', length: '120', isNullable: true },
          { name: 'created_at', type: instant },
          { name: 'expires_at', type: instant, isNullable: true },
          { name: 'revoked_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'ix_api_tokens_partner', columnNames: ['partner_id'], isUnique: false },
          { name: 'ix_api_tokens_account', columnNames: ['account_id'], isUnique: false },
          { name: 'uq_api_tokens_sha256', columnNames: ['sha256'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_5c25c1f4973320571027bfc1c14',
            columnNames: ['account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_174a7a3914eec6341cb83931d7a',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'categories',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'text' },
          { name: 'description', type: 'text', isNullable: true },
          { name: 'office_id', type: 'varchar', length: '36' },
          { name: 'workflow_code', type: 'varchar', length: '60' },
          { name: 'term_days', type: 'integer' },
          { name: 'needs_authorisation', type: 'boolean' },
          { name: 'notice', type: 'text', isNullable: true },
          { name: 'stop', type: 'text', isNullable: true },
          { name: 'position', type: 'integer' },
          { name: 'is_active', type: 'boolean' },
        ],
        indices: [
          { name: 'ix_categories_office', columnNames: ['office_id'], isUnique: false },
          { name: 'uq_categories_code', columnNames: ['code'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_5d11327d73198012ac15cc6955b',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'questions',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'category_id', type: 'varchar', length: '36' },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'version', type: 'integer' },
          { name: 'label', type: 'text' },
          { name: 'type', type: 'varchar', length: '60' },
          { name: 'choices', type: 'text' },
          { name: 'is_required', type: 'boolean' },
          { name: 'position', type: 'integer' },
          { name: 'is_current', type: 'boolean' },
        ],
        indices: [
          {
            name: 'uq_questions_version',
            columnNames: ['category_id', 'code', 'version'],
            isUnique: true,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_6004e23393f2a8efe414480b75d',
            columnNames: ['category_id'],
            referencedTableName: 'categories',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'command_replies',
        columns: [
          { name: 'caller', type: 'varchar', length: '80', isPrimary: true },
          { name: 'key', type: 'varchar', length: '255', isPrimary: true },
          { name: 'body_sha256', type: 'varchar', length: '64' },
          { name: 'reply', type: 'text', isNullable: true },
          { name: 'created_at', type: instant },
        ],
        indices: [
          { name: 'ix_command_replies_created', columnNames: ['created_at'], isUnique: false },
        ],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'endpoints',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'partner_id', type: 'varchar', length: '36' },
          { name: 'channel', type: 'varchar', length: '60' },
          { name: 'address', type: 'varchar', length: '500' },
          { name: 'preference', type: 'integer' },
          { name: 'language', type: 'varchar', length: '2' },
          { name: 'sealed_secret', type: 'text', isNullable: true },
          { name: 'failing_since', type: instant, isNullable: true },
          { name: 'disabled_at', type: instant, isNullable: true },
          { name: 'disabled_reason', type: 'varchar', length: '200', isNullable: true },
        ],
        indices: [
          {
            name: 'ix_endpoints_partner',
            columnNames: ['partner_id', 'preference'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_883615d89380d2b0453df00361a',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'deliveries',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'channel', type: 'varchar', length: '60' },
          { name: 'destination', type: 'varchar', length: '500' },
          { name: 'endpoint_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'subject', type: 'varchar', length: '36', isNullable: true },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'stream', type: 'varchar', length: '120' },
          { name: 'sequence', type: 'integer' },
          { name: 'sealed_content', type: 'text', isNullable: true },
          { name: 'state', type: 'varchar', length: '60' },
          { name: 'attempts', type: 'integer' },
          { name: 'next_at', type: instant },
          { name: 'lease_until', type: instant, isNullable: true },
          { name: 'lease_token', type: 'varchar', length: '36', isNullable: true },
          { name: 'created_at', type: instant },
          { name: 'ended_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'ix_deliveries_endpoint', columnNames: ['endpoint_id'], isUnique: false },
          { name: 'ix_deliveries_subject', columnNames: ['subject'], isUnique: false },
          { name: 'uq_deliveries_stream', columnNames: ['stream', 'sequence'], isUnique: true },
          {
            name: 'ix_deliveries_due',
            columnNames: ['channel', 'state', 'next_at'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_545cafb438b60f8304ef4dd6508',
            columnNames: ['endpoint_id'],
            referencedTableName: 'endpoints',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'delivery_attempts',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'delivery_id', type: 'varchar', length: '36' },
          { name: 'attempt', type: 'integer' },
          { name: 'at', type: instant },
          { name: 'outcome', type: 'varchar', length: '60' },
          { name: 'detail', type: 'varchar', length: '300' },
          { name: 'duration_ms', type: 'integer' },
        ],
        indices: [
          { name: 'ix_delivery_attempts_delivery', columnNames: ['delivery_id'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_a9d7e7212c87084249a641ab455',
            columnNames: ['delivery_id'],
            referencedTableName: 'deliveries',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'workflow_versions',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'number', type: 'integer' },
          { name: 'status', type: 'varchar', length: '60' },
          { name: 'document', type: 'text' },
          { name: 'sha256', type: 'varchar', length: '64' },
          { name: 'published_at', type: instant, isNullable: true },
          { name: 'published_by', type: 'varchar', length: '120', isNullable: true },
        ],
        indices: [
          { name: 'uq_workflow_versions_number', columnNames: ['code', 'number'], isUnique: true },
        ],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'areas',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'text' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'boundary', type: 'text', isNullable: true },
        ],
        indices: [{ name: 'uq_areas_code', columnNames: ['code'], isUnique: true }],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'places',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'varchar', length: '120' },
          { name: 'search_name', type: 'varchar', length: '120' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'area_id', type: 'varchar', length: '36' },
          { name: 'address', type: 'varchar', length: '200', isNullable: true },
          { name: 'latitude', type: 'double precision', isNullable: true },
          { name: 'longitude', type: 'double precision', isNullable: true },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
        ],
        indices: [
          { name: 'ix_places_search', columnNames: ['search_name'], isUnique: false },
          { name: 'ix_places_partner', columnNames: ['partner_id'], isUnique: false },
          { name: 'ix_places_area', columnNames: ['area_id'], isUnique: false },
          { name: 'uq_places_code', columnNames: ['code'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_3095ee20faa52de18a96e029bb0',
            columnNames: ['area_id'],
            referencedTableName: 'areas',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_1b5adadfaae37552d5e80755251',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'service_requests',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'ticket_number', type: 'varchar', length: '13' },
          { name: 'version', type: 'integer' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'category_id', type: 'varchar', length: '36' },
          { name: 'workflow_version_id', type: 'varchar', length: '36' },
          { name: 'state_code', type: 'varchar', length: '60' },
          { name: 'state_kind', type: 'varchar', length: '60' },
          { name: 'state_since', type: instant },
          { name: 'return_state', type: 'varchar', length: '60', isNullable: true },
          { name: 'office_id', type: 'varchar', length: '36' },
          { name: 'assignee_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'area_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'place_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'address', type: 'varchar', length: '200', isNullable: true },
          { name: 'latitude', type: 'double precision', isNullable: true },
          { name: 'longitude', type: 'double precision', isNullable: true },
          { name: 'channel', type: 'varchar', length: '60' },
          { name: 'filed_at', type: instant },
          { name: 'due_at', type: instant },
          { name: 'closed_at', type: instant, isNullable: true },
          { name: 'outcome', type: 'varchar', length: '60', isNullable: true },
          { name: 'duplicate_of_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'suspended_since', type: instant, isNullable: true },
          { name: 'suspended_until', type: instant, isNullable: true },
          { name: 'password_fingerprint', type: 'varchar', length: '64', isNullable: true },
          { name: 'language', type: 'varchar', length: '2' },
          { name: 'reached_by', type: 'varchar', length: '60' },
          { name: 'notify', type: 'varchar', length: '60' },
          { name: 'filed_by_account_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'filed_by_partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'receipt_printed_at', type: instant, isNullable: true },
          { name: 'source_system', type: 'varchar', length: '60', isNullable: true },
          { name: 'source_id', type: 'varchar', length: '120', isNullable: true },
          { name: 'protocol_number', type: 'varchar', length: '40', isNullable: true },
          { name: 'protocol_date', type: 'varchar', length: '10', isNullable: true },
          { name: 'last_seq', type: 'integer' },
          { name: 'last_hash', type: 'varchar', length: '64' },
        ],
        indices: [
          {
            name: 'ix_service_requests_duplicate',
            columnNames: ['duplicate_of_id'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_workflow',
            columnNames: ['workflow_version_id'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_filed_by_partner',
            columnNames: ['filed_by_partner_id', 'filed_at'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_filed_by',
            columnNames: ['filed_by_account_id', 'filed_at'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_assignee',
            columnNames: ['assignee_id', 'state_kind'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_place',
            columnNames: ['place_id', 'filed_at'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_area',
            columnNames: ['area_id', 'filed_at'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_category',
            columnNames: ['category_id', 'filed_at'],
            isUnique: false,
          },
          {
            name: 'ix_service_requests_state',
            columnNames: ['state_code', 'filed_at'],
            isUnique: false,
          },
          { name: 'ix_service_requests_filed', columnNames: ['filed_at', 'id'], isUnique: false },
          {
            name: 'ix_service_requests_due',
            columnNames: ['due_at', 'id'],
            isUnique: false,
            where: `state_kind <> 'closed'`,
          },
          {
            name: 'ix_service_requests_desk',
            columnNames: ['office_id', 'due_at', 'id'],
            isUnique: false,
            where: `state_kind <> 'closed'`,
          },
          {
            name: 'ix_service_requests_office',
            columnNames: ['office_id', 'filed_at', 'id'],
            isUnique: false,
          },
          {
            name: 'uq_service_requests_source',
            columnNames: ['source_system', 'source_id'],
            isUnique: true,
          },
          { name: 'uq_service_requests_ticket', columnNames: ['ticket_number'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_fc34d8acfeb11bd777044e25ced',
            columnNames: ['category_id'],
            referencedTableName: 'categories',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_5d897427f16c86b89948657846a',
            columnNames: ['workflow_version_id'],
            referencedTableName: 'workflow_versions',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_09e02b8aeccc6a3939b120b3ba7',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_c6f57921f7a022a352fcb53dac8',
            columnNames: ['assignee_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_8546bf84783cfb398fca3d28ebd',
            columnNames: ['area_id'],
            referencedTableName: 'areas',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_e433fae05c322971a7c059dde53',
            columnNames: ['place_id'],
            referencedTableName: 'places',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_d7b387f1e86256e819f52c67e6a',
            columnNames: ['duplicate_of_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_e3fc6d9f3a88b4312b0dd88a88f',
            columnNames: ['filed_by_account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_92beb844d6700add100efbe2e87',
            columnNames: ['filed_by_partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'notices',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'office_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'role_code', type: 'varchar', length: '60', isNullable: true },
          { name: 'request_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'data', type: 'text' },
          { name: 'sealed_text', type: 'text', isNullable: true },
          { name: 'created_at', type: instant },
          { name: 'done_at', type: instant, isNullable: true },
          { name: 'done_by_id', type: 'varchar', length: '36', isNullable: true },
        ],
        indices: [
          { name: 'ix_notices_done_by', columnNames: ['done_by_id'], isUnique: false },
          { name: 'ix_notices_request', columnNames: ['request_id'], isUnique: false },
          {
            name: 'ix_notices_role',
            columnNames: ['role_code', 'done_at', 'created_at'],
            isUnique: false,
          },
          {
            name: 'ix_notices_office',
            columnNames: ['office_id', 'done_at', 'created_at'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_0561b21a1cabace9d074bf093dc',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_417f4e7e9869f145d4b1a2bb95d',
            columnNames: ['role_code'],
            referencedTableName: 'roles',
            referencedColumnNames: ['code'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_807f5642e9170f5a4079cff6515',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_5742e98b90ccd61b9237a1ef0c0',
            columnNames: ['done_by_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'partner_operators',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'partner_id', type: 'varchar', length: '36' },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'varchar', length: '120', isNullable: true },
        ],
        indices: [
          {
            name: 'uq_partner_operators_code',
            columnNames: ['partner_id', 'code'],
            isUnique: true,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_d879372e674ae11a8efe7648adf',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'audit_entries',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'seq', type: 'integer' },
          { name: 'at', type: instant },
          { name: 'event', type: 'varchar', length: '60' },
          { name: 'account_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'data', type: 'text' },
          { name: 'previous_hash', type: 'varchar', length: '64', isNullable: true },
          { name: 'hash', type: 'varchar', length: '64' },
        ],
        indices: [{ name: 'uq_audit_entries_seq', columnNames: ['seq'], isUnique: true }],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'attachments',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'request_id', type: 'varchar', length: '36' },
          { name: 'seq', type: 'integer' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'digest', type: 'varchar', length: '64' },
          { name: 'stored_as', type: 'varchar', length: '80' },
          { name: 'media_type', type: 'varchar', length: '40' },
          { name: 'size_bytes', type: 'integer' },
          { name: 'visibility', type: 'varchar', length: '60' },
          { name: 'released_at', type: instant, isNullable: true },
          { name: 'erased_at', type: instant, isNullable: true },
        ],
        indices: [
          { name: 'ix_attachments_stored_as', columnNames: ['stored_as'], isUnique: false },
          { name: 'ix_attachments_request', columnNames: ['request_id', 'seq'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_dcbe694cf3a439b06e0c7b6a73c',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'request_facts',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'category_id', type: 'varchar', length: '36' },
          { name: 'office_id', type: 'varchar', length: '36' },
          { name: 'area_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'channel', type: 'varchar', length: '60' },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'origin', type: 'varchar', length: '60', isNullable: true },
          { name: 'language', type: 'varchar', length: '2' },
          { name: 'state_kind', type: 'varchar', length: '60' },
          { name: 'filed_at', type: instant },
          { name: 'filed_on', type: 'varchar', length: '10' },
          { name: 'first_answer_at', type: instant, isNullable: true },
          { name: 'first_answer_on', type: 'varchar', length: '10', isNullable: true },
          { name: 'closed_at', type: instant, isNullable: true },
          { name: 'closed_on', type: 'varchar', length: '10', isNullable: true },
          { name: 'outcome', type: 'varchar', length: '60', isNullable: true },
          { name: 'due_at', type: instant },
          { name: 'is_withdrawn', type: 'boolean' },
          { name: 'times_reopened', type: 'integer' },
          { name: 'suspended_seconds', type: 'integer' },
          { name: 'is_imported', type: 'boolean' },
        ],
        indices: [
          {
            name: 'ix_request_facts_open',
            columnNames: ['state_kind', 'filed_on'],
            isUnique: false,
          },
          { name: 'ix_request_facts_closed', columnNames: ['closed_on'], isUnique: false },
          {
            name: 'ix_request_facts_filed',
            columnNames: ['filed_on', 'request_id'],
            isUnique: false,
          },
          {
            name: 'ix_request_facts_first_answer',
            columnNames: ['first_answer_on'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_2cdedacb4622d3da198c7f374dc',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'filing_drafts',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'sealed_answers', type: 'text' },
          { name: 'changed_at', type: instant },
        ],
        indices: [
          { name: 'ix_filing_drafts_changed', columnNames: ['changed_at'], isUnique: false },
        ],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'staged_files',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'draft_id', type: 'varchar', length: '36' },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'digest', type: 'varchar', length: '64' },
          { name: 'stored_as', type: 'varchar', length: '80' },
          { name: 'media_type', type: 'varchar', length: '40' },
          { name: 'size_bytes', type: 'integer' },
          { name: 'original_name', type: 'varchar', length: '200' },
          { name: 'created_at', type: instant },
        ],
        indices: [{ name: 'ix_staged_files_draft', columnNames: ['draft_id'], isUnique: false }],
        foreignKeys: [
          {
            name: 'FK_0d418b65b810786bd8c3b564d35',
            columnNames: ['draft_id'],
            referencedTableName: 'filing_drafts',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'ticket_counters',
        columns: [
          { name: 'year', type: 'integer', isPrimary: true },
          { name: 'last_number', type: 'integer' },
        ],
        indices: [],
        foreignKeys: [],
      }),
    );
    await q.createTable(
      new Table({
        name: 'involvements',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'partner_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'role', type: 'varchar', length: '60' },
          { name: 'rule', type: 'varchar', length: '200', isNullable: true },
          { name: 'since', type: instant },
        ],
        indices: [
          {
            name: 'ix_involvements_partner',
            columnNames: ['partner_id', 'request_id'],
            isUnique: false,
          },
        ],
        foreignKeys: [
          {
            name: 'FK_3f1adb46a94f1449f3a026d3c6b',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_31265694d3fd329dc803f3f6750',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'steps',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'request_id', type: 'varchar', length: '36' },
          { name: 'seq', type: 'integer' },
          { name: 'action', type: 'varchar', length: '60' },
          { name: 'from_state', type: 'varchar', length: '60', isNullable: true },
          { name: 'to_state', type: 'varchar', length: '60' },
          { name: 'recorded_at', type: instant },
          { name: 'occurred_at', type: instant },
          { name: 'workflow_version_id', type: 'varchar', length: '36' },
          { name: 'visibility', type: 'varchar', length: '60' },
          { name: 'actor_kind', type: 'varchar', length: '60' },
          { name: 'actor_role', type: 'varchar', length: '60', isNullable: true },
          { name: 'actor_office', type: 'varchar', length: '60', isNullable: true },
          { name: 'actor_partner', type: 'varchar', length: '60', isNullable: true },
          { name: 'actor_rule', type: 'varchar', length: '200', isNullable: true },
          { name: 'actor_known', type: 'varchar', length: '60' },
          { name: 'account_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'commitments', type: 'text' },
          { name: 'previous_hash', type: 'varchar', length: '64', isNullable: true },
          { name: 'hash', type: 'varchar', length: '64' },
        ],
        indices: [
          { name: 'ix_steps_account', columnNames: ['account_id'], isUnique: false },
          { name: 'uq_steps_seq', columnNames: ['request_id', 'seq'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_e862f568c72608795b4e4b3d22d',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_b4f56c567ff782df53dbf03d34e',
            columnNames: ['workflow_version_id'],
            referencedTableName: 'workflow_versions',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_db1f903df3f1736ba1d8982f54d',
            columnNames: ['account_id'],
            referencedTableName: 'accounts',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'step_values',
        columns: [
          { name: 'request_id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'seq', type: 'integer', isPrimary: true },
          { name: 'name', type: 'varchar', length: '120', isPrimary: true },
          { name: 'step_id', type: 'varchar', length: '36' },
          { name: 'value', type: 'text', isNullable: true },
          { name: 'salt', type: 'varchar', length: '43', isNullable: true },
          { name: 'visibility', type: 'varchar', length: '60' },
          { name: 'erased_at', type: instant, isNullable: true },
        ],
        indices: [{ name: 'ix_step_values_step', columnNames: ['step_id'], isUnique: false }],
        foreignKeys: [
          {
            name: 'FK_aab0793bea2633b867ef3a339fb',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_13747496b47cea93da61468817d',
            columnNames: ['step_id'],
            referencedTableName: 'steps',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'tasks',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'request_id', type: 'varchar', length: '36' },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'office_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'kind', type: 'varchar', length: '60' },
          { name: 'state', type: 'varchar', length: '60' },
          { name: 'version', type: 'integer' },
          { name: 'rule', type: 'varchar', length: '200', isNullable: true },
          { name: 'offered_at', type: instant },
          { name: 'offered_seq', type: 'integer' },
          { name: 'due_at', type: instant, isNullable: true },
          { name: 'planned_for', type: instant, isNullable: true },
          { name: 'performed_at', type: instant, isNullable: true },
          { name: 'settled_at', type: instant, isNullable: true },
          { name: 'external_reference', type: 'varchar', length: '60', isNullable: true },
          { name: 'operator_code', type: 'varchar', length: '60', isNullable: true },
        ],
        indices: [
          { name: 'ix_tasks_reference', columnNames: ['external_reference'], isUnique: false },
          { name: 'ix_tasks_office', columnNames: ['office_id', 'state'], isUnique: false },
          {
            name: 'ix_tasks_partner',
            columnNames: ['partner_id', 'state', 'due_at', 'id'],
            isUnique: false,
          },
          { name: 'ix_tasks_request', columnNames: ['request_id'], isUnique: false },
        ],
        foreignKeys: [
          {
            name: 'FK_c6fc57c79c9115cb1c3fb231b30',
            columnNames: ['request_id'],
            referencedTableName: 'service_requests',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_90460bf20695e755a4ced0cf4c3',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_ddd170dc075e8878e607f13d08a',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'routing_rules',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'code', type: 'varchar', length: '60' },
          { name: 'name', type: 'text' },
          { name: 'position', type: 'integer' },
          { name: 'category_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'area_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'office_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'partner_id', type: 'varchar', length: '36', isNullable: true },
          { name: 'involvement', type: 'varchar', length: '60', isNullable: true },
          { name: 'is_active', type: 'boolean' },
        ],
        indices: [
          { name: 'ix_routing_rules_partner', columnNames: ['partner_id'], isUnique: false },
          { name: 'ix_routing_rules_office', columnNames: ['office_id'], isUnique: false },
          { name: 'ix_routing_rules_area', columnNames: ['area_id'], isUnique: false },
          { name: 'ix_routing_rules_category', columnNames: ['category_id'], isUnique: false },
          { name: 'uq_routing_rules_code', columnNames: ['code'], isUnique: true },
        ],
        foreignKeys: [
          {
            name: 'FK_642ac647a3dbc213f056eb0ee23',
            columnNames: ['category_id'],
            referencedTableName: 'categories',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_76a13f37e3e2e54f38e3cd492cc',
            columnNames: ['area_id'],
            referencedTableName: 'areas',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_4f50f85794afae61cf0734b23a1',
            columnNames: ['office_id'],
            referencedTableName: 'offices',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
          {
            name: 'FK_ec0bb3ae992a5b31b2fa2babafd',
            columnNames: ['partner_id'],
            referencedTableName: 'partners',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
          },
        ],
      }),
    );
    await q.createTable(
      new Table({
        name: 'settings',
        columns: [
          { name: 'key', type: 'varchar', length: '60', isPrimary: true },
          { name: 'value', type: 'text' },
        ],
        indices: [],
        foreignKeys: [],
      }),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of TABLES.toReversed()) await q.dropTable(table);
  }
}

const TABLES = [
  'roles',
  'partners',
  'accounts',
  'sessions',
  'offices',
  'account_offices',
  'api_tokens',
  'categories',
  'questions',
  'command_replies',
  'endpoints',
  'deliveries',
  'delivery_attempts',
  'workflow_versions',
  'areas',
  'places',
  'service_requests',
  'notices',
  'partner_operators',
  'audit_entries',
  'attachments',
  'request_facts',
  'filing_drafts',
  'staged_files',
  'ticket_counters',
  'involvements',
  'steps',
  'step_values',
  'tasks',
  'routing_rules',
  'settings',
];
