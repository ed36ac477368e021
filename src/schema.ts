/** Every table and every migration, in one list: the database is opened with these. */
import { CreateTables1763683200000 } from '../migrations/1763683200000-create-tables.js';
import { GuardSteps1763683200001 } from '../migrations/1763683200001-guard-steps.js';
import { MarkMachineMadePasswords1763683200040 } from '../migrations/1763683200040-mark-machine-made-passwords.js';
import { CreateRequestSearch1763683200002 } from '../migrations/1763683200002-create-request-search.js';
import { CreateTaskLinks1763683200020 } from '../migrations/1763683200020-create-task-links.js';
import { CreateReceivedMails1763683200022 } from '../migrations/1763683200022-create-received-mails.js';
import { CreateWorksheets1763683200021 } from '../migrations/1763683200021-create-worksheets.js';
import { IndexStatesByOffice1763683200050 } from '../migrations/1763683200050-index-states-by-office.js';
import { IndexStepsByRole1763683200067 } from '../migrations/1763683200067-index-steps-by-role.js';
import { ExtendRoutingRules1763683200066 } from '../migrations/1763683200066-extend-routing-rules.js';
import { CreateDueClocks1763683200060 } from '../migrations/1763683200060-create-due-clocks.js';
import { CreateRequestParts1763683200069 } from '../migrations/1763683200069-create-request-parts.js';
import { CreateRequestReopenings1763683200030 } from '../migrations/1763683200030-create-request-reopenings.js';
import { GuardWorkflowVersions1763683200063 } from '../migrations/1763683200063-guard-workflow-versions.js';
import { CreatePublishedMonths1763683200072 } from '../migrations/1763683200072-create-published-months.js';
import { CountWorkingTime1763683200111 } from '../migrations/1763683200111-count-working-time.js';
import { CountPhases1763683200105 } from '../migrations/1763683200105-count-phases.js';
import { CreateTargets1763683200074 } from '../migrations/1763683200074-create-targets.js';
import { KeepBouncedDelivery1763683200087 } from '../migrations/1763683200087-keep-bounced-delivery.js';
import { IndexDeliveriesApart1763683200096 } from '../migrations/1763683200096-index-deliveries-apart.js';
import { IndexOpenDeliveries1763683200095 } from '../migrations/1763683200095-index-open-deliveries.js';
import { DescribePartners1763683200086 } from '../migrations/1763683200086-describe-partners.js';
import { EndInvolvements1763683200084 } from '../migrations/1763683200084-end-involvements.js';
import { CountClockFailures1763683200085 } from '../migrations/1763683200085-count-clock-failures.js';
import { MeasureDeliveryAttempts1763683200083 } from '../migrations/1763683200083-measure-delivery-attempts.js';
import { AllowPersonalExports1763683200076 } from '../migrations/1763683200076-allow-personal-exports.js';
import { CreateExportJobs1763683200075 } from '../migrations/1763683200075-create-export-jobs.js';
import { AllowPublishingMonths1763683200073 } from '../migrations/1763683200073-allow-publishing-months.js';
import { StageWorksheets1763683200080 } from '../migrations/1763683200080-stage-worksheets.js';
import { CreateCouncilAreas1763683200090 } from '../migrations/1763683200090-create-council-areas.js';
import { CreateDistrictDigests1763683200091 } from '../migrations/1763683200091-create-district-digests.js';
import { CreateFeedbackAnswers1763683200110 } from '../migrations/1763683200110-create-feedback-answers.js';
import { CreateIterMoves1763683200122 } from '../migrations/1763683200122-create-iter-moves.js';
import { CreateFailedTries1763683200123 } from '../migrations/1763683200123-create-failed-tries.js';
import { NoteHandedLinks1763683200126 } from '../migrations/1763683200126-note-handed-links.js';
import { CreateStoppedDigests1763683200127 } from '../migrations/1763683200127-create-stopped-digests.js';
import { IndexOpenFacts1763683200129 } from '../migrations/1763683200129-index-open-facts.js';
import { NoteFirstLines1763683200132 } from '../migrations/1763683200132-note-first-lines.js';
import { CountCategoryChanges1763683200134 } from '../migrations/1763683200134-count-category-changes.js';
import { GiveTermsUnits1763683200135 } from '../migrations/1763683200135-give-terms-units.js';
import { IndexClosingsByFiling1763683200141 } from '../migrations/1763683200141-index-closings-by-filing.js';
import { KeepSuspensionsOfClosings1763683200144 } from '../migrations/1763683200144-keep-suspensions-of-closings.js';
import { CountAnswersByOccurrence1763683200145 } from '../migrations/1763683200145-count-answers-by-occurrence.js';
import { CreateFollowers1763683200092 } from '../migrations/1763683200092-create-followers.js';
import { TellImportedPhasesApart1763683200160 } from '../migrations/1763683200160-tell-imported-phases-apart.js';
import { IndexOfferedTasks1763683200161 } from '../migrations/1763683200161-index-offered-tasks.js';
import { FailedTry } from './access/limits/failed-try.entity.js';
import { Session } from './access/session.entity.js';
import { AccountOffice } from './accounts/account-office.entity.js';
import { Account } from './accounts/account.entity.js';
import { ApiToken } from './accounts/api-token.entity.js';
import { Role } from './accounts/role.entity.js';
import { Category } from './catalogue/category.entity.js';
import { Question } from './catalogue/question.entity.js';
import { CommandReply } from './database/command-reply.entity.js';
import type { Schema } from './database/data-source.js';
import { Delivery } from './deliveries/delivery.entity.js';
import { DeliveryAttempt } from './deliveries/delivery-attempt.entity.js';
import { BouncedAddress } from './deliveries/inbound/bounced-address.entity.js';
import { ReceivedMail } from './deliveries/inbound/received-mail.entity.js';
import { Endpoint } from './deliveries/endpoint.entity.js';
import { FeedbackAnswer } from './feedback/feedback-answer.entity.js';
import { Notice } from './notices/notice.entity.js';
import { Office } from './offices/office.entity.js';
import { Partner } from './partners/partner.entity.js';
import { PartnerOperator } from './partners/partner-operator.entity.js';
import { AuditEntry } from './proof/audit-entry.entity.js';
import { Attachment } from './requests/attachments/attachment.entity.js';
import { DueClock } from './requests/clock/due-clock.entity.js';
import { RequestFacts } from './requests/facts/request-facts.entity.js';
import { RequestReopening } from './requests/facts/request-reopening.entity.js';
import { StateMove } from './requests/facts/state-move.entity.js';
import { Follower } from './requests/followers/follower.entity.js';
import { FilingDraft } from './requests/filing/filing-draft.entity.js';
import { StagedFile } from './requests/filing/staged-file.entity.js';
import { TicketCounter } from './requests/filing/ticket-counter.entity.js';
import { Involvement } from './requests/involvement.entity.js';
import { RequestPart } from './requests/linking/request-part.entity.js';
import { IterMove } from './requests/moving/iter-move.entity.js';
import { ServiceRequest } from './requests/service-request.entity.js';
import { StepValue } from './requests/steps/step-value.entity.js';
import { Step } from './requests/steps/step.entity.js';
import { MailboxCode } from './requests/tasks/links/mailbox-code.entity.js';
import { ProvenDevice } from './requests/tasks/links/proven-device.entity.js';
import { TaskLink } from './requests/tasks/links/task-link.entity.js';
import { Task } from './requests/tasks/task.entity.js';
import { RoutingRule } from './routing/routing-rule.entity.js';
import { Setting } from './settings/setting.entity.js';
import { ExportJob } from './statistics/exports/export-job.entity.js';
import { MonthMailing } from './statistics/months/month-mailing.entity.js';
import { PublishedMonth } from './statistics/months/published-month.entity.js';
import { Target } from './statistics/targets/target.entity.js';
import { Area } from './territory/area.entity.js';
import { DistrictDigest } from './statistics/partners/districts/district-digest.entity.js';
import { StoppedDigest } from './statistics/partners/districts/stopped-digest.entity.js';
import { CouncilArea } from './territory/council-area.entity.js';
import { Place } from './territory/place.entity.js';
import { WorksheetLine } from './worksheets/worksheet-line.entity.js';
import { SheetWords } from './worksheets/sheet-words.entity.js';
import { Worksheet } from './worksheets/worksheet.entity.js';
import { WorkflowVersion } from './workflow/workflow-version.entity.js';

export const entities = [
  Account,
  AccountOffice,
  ApiToken,
  Area,
  Attachment,
  AuditEntry,
  BouncedAddress,
  Category,
  CommandReply,
  CouncilArea,
  DistrictDigest,
  Delivery,
  DeliveryAttempt,
  DueClock,
  Endpoint,
  ExportJob,
  FailedTry,
  FeedbackAnswer,
  FilingDraft,
  Follower,
  Involvement,
  IterMove,
  MailboxCode,
  MonthMailing,
  Notice,
  Office,
  Partner,
  PartnerOperator,
  Place,
  ProvenDevice,
  PublishedMonth,
  Question,
  ReceivedMail,
  RequestFacts,
  RequestPart,
  RequestReopening,
  StateMove,
  Role,
  RoutingRule,
  ServiceRequest,
  Session,
  Setting,
  SheetWords,
  StagedFile,
  Step,
  StepValue,
  StoppedDigest,
  Target,
  Task,
  TaskLink,
  TicketCounter,
  WorkflowVersion,
  Worksheet,
  WorksheetLine,
];

export const migrations = [
  CreateTables1763683200000,
  GuardSteps1763683200001,
  CreateRequestSearch1763683200002,
  CreateTaskLinks1763683200020,
  CreateWorksheets1763683200021,
  CreateReceivedMails1763683200022,
  MarkMachineMadePasswords1763683200040,
  IndexStatesByOffice1763683200050,
  ExtendRoutingRules1763683200066,
  IndexStepsByRole1763683200067,
  GuardWorkflowVersions1763683200063,
  CreateRequestReopenings1763683200030,
  CreatePublishedMonths1763683200072,
  AllowPublishingMonths1763683200073,
  MeasureDeliveryAttempts1763683200083,
  EndInvolvements1763683200084,
  CountClockFailures1763683200085,
  CreateDueClocks1763683200060,
  CreateTargets1763683200074,
  CreateExportJobs1763683200075,
  AllowPersonalExports1763683200076,
  CreateRequestParts1763683200069,
  StageWorksheets1763683200080,
  DescribePartners1763683200086,
  KeepBouncedDelivery1763683200087,
  CreateCouncilAreas1763683200090,
  CreateDistrictDigests1763683200091,
  IndexOpenDeliveries1763683200095,
  IndexDeliveriesApart1763683200096,
  CountPhases1763683200105,
  CreateFeedbackAnswers1763683200110,
  CountWorkingTime1763683200111,
  CreateFollowers1763683200092,
  CreateIterMoves1763683200122,
  CreateFailedTries1763683200123,
  NoteHandedLinks1763683200126,
  CreateStoppedDigests1763683200127,
  IndexOpenFacts1763683200129,
  NoteFirstLines1763683200132,
  CountCategoryChanges1763683200134,
  GiveTermsUnits1763683200135,
  IndexClosingsByFiling1763683200141,
  KeepSuspensionsOfClosings1763683200144,
  CountAnswersByOccurrence1763683200145,
  TellImportedPhasesApart1763683200160,
  IndexOfferedTasks1763683200161,
];

export const schema: Schema = { entities, migrations };
