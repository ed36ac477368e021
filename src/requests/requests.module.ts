import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { FeedbackModule } from '../feedback/feedback.module.js';
import { FilesModule } from '../files/files.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { OfficesModule } from '../offices/offices.module.js';
import { PartnersModule } from '../partners/partners.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { WorkflowModule } from '../workflow/workflow.module.js';
import { MonthTrial } from './assignment/month-trial.service.js';
import { Rerouting } from './assignment/rerouting.service.js';
import { SendOn } from './assignment/send-on.service.js';
import { AttachmentShelf } from './attachments/attachment-shelf.service.js';
import { ClockChanges } from './clock/clock-changes.service.js';
import { ClockFiring } from './clock/clock-firing.service.js';
import { ClockKeeper } from './clock/clock-keeper.service.js';
import { ClockSweep } from './clock/clock-sweep.service.js';
import { Ladder } from './clock/ladder.service.js';
import { ContactLists } from './contacts/contact-lists.service.js';
import { ContactOpening } from './contacts/contact-opening.service.js';
import { ContactDesk } from './contacts/contact-desk.service.js';
import { QuietSteps } from './contacts/quiet-steps.service.js';
import { TellingDesk } from './contacts/telling-desk.service.js';
import { TicketAccess } from './contacts/ticket-access.service.js';
import { CorrectionDesk } from './corrections/correction-desk.service.js';
import { CorrectionPreview } from './corrections/correction-preview.service.js';
import { StruckSteps } from './corrections/struck-steps.service.js';
import { FollowedSteps } from './followers/followed-steps.service.js';
import { FollowerDesk } from './followers/follower-desk.service.js';
import { FollowerLinks } from './followers/follower-links.service.js';
import { FollowerPost } from './followers/follower-post.service.js';
import { Directory } from './directory.service.js';
import { FactKeeper } from './facts/fact-keeper.service.js';
import { ClosingFeedback } from './feedback/closing-feedback.service.js';
import { FeedbackErasure } from './feedback/feedback-erasure.service.js';
import { Drafts } from './filing/drafts.service.js';
import { FilingDesk } from './filing/filing-desk.service.js';
import { Intake } from './filing/intake.service.js';
import { NewRequests } from './filing/new-requests.service.js';
import { Registry } from './filing/registry.service.js';
import { ImportCards } from './importing/import-cards.service.js';
import { ImportDesk } from './importing/import-desk.service.js';
import { LevelSteps } from './levels/level-steps.service.js';
import { LevelAmounts } from './levels/level-amounts.service.js';
import { LevelWaits } from './levels/level-waits.service.js';
import { CitizenPost } from './letters/citizen-post.service.js';
import { Correspondence } from './letters/correspondence.service.js';
import { LetterWriter } from './letters/letter-writer.service.js';
import { LettersAgain } from './letters/letters-again.service.js';
import { OfficeNotices } from './letters/office-notices.service.js';
import { DeliverySubjects } from './letters/delivery-subjects.service.js';
import { PartnerFacts } from './letters/partner-facts.service.js';
import { PartnerPages } from './letters/partner-pages.service.js';
import { PartnerPost } from './letters/partner-post.service.js';
import { ToldSteps } from './letters/told-steps.service.js';
import { Typesetter } from './letters/typesetter.service.js';
import { WhoLine } from './letters/who-line.service.js';
import { Names } from './names.service.js';
import { DeskList } from './queries/desk-list.service.js';
import { OfferedActions } from './queries/offered-actions.service.js';
import { PartnerRequests } from './queries/partner-requests.service.js';
import { LiveSteps } from './queries/live-steps.service.js';
import { Workload } from './queries/workload.service.js';
import { PartnerWordsReader } from './queries/partner-words.service.js';
import { RequestViews } from './queries/request-views.service.js';
import { Timeline } from './queries/timeline.service.js';
import { IterMover } from './moving/iter-mover.service.js';
import { IterMoves } from './moving/iter-moves.service.js';
import { MoveBook } from './moving/move-book.service.js';
import { MoveOrders } from './moving/move-orders.service.js';
import { MovePlans } from './moving/move-plans.service.js';
import { MoveRun } from './moving/move-run.service.js';
import { MoveSteps } from './moving/move-steps.service.js';
import { CitizenLinks } from './questions/citizen-links.service.js';
import { OpinionDesk } from './opinions/opinion-desk.service.js';
import { RequestCards } from './request-cards.service.js';
import { RequestTransaction } from './request-transaction.service.js';
import { QuietPath } from './quiet-path.service.js';
import { Actors } from './steps/actors.service.js';
import { References } from './steps/references.service.js';
import { StepDesk, StepPreview } from './steps/step-desk.service.js';
import { StepWords } from './steps/step-words.service.js';
import { StepWorkshop } from './steps/step-workshop.service.js';
import { HowToLetter } from './letters/beside-steps/how-to-letter.js';
import { HowToPost } from './letters/beside-steps/how-to-post.service.js';
import { LinkPost } from './letters/beside-steps/link-post.service.js';
import { Echoes } from './linking/echoes.service.js';
import { DuplicateLinks } from './linking/duplicate-links.service.js';
import { JoinedWriting } from './linking/joined-writing.service.js';
import { PartRegistry } from './linking/part-registry.service.js';
import { SplitDesk } from './linking/split-desk.service.js';
import { Linked } from './linking/linked.service.js';
import { LinkBook } from './tasks/links/link-book.service.js';
import { LinkOffice } from './tasks/links/link-office.service.js';
import { LinkViewers } from './tasks/links/link-viewers.service.js';
import { LostMailboxes } from './tasks/links/lost-mailboxes.service.js';
import { MailboxProof } from './tasks/links/mailbox-proof.service.js';
import { TaskLinks } from './tasks/links/task-links.service.js';
import { AskedOnes } from './tasks/asked-ones.service.js';
import { SheetDesk } from './tasks/sheet-desk.service.js';
import { TaskFollowUp } from './tasks/task-follow-up.service.js';
import { PartnerQuestions } from './letters/partner-questions.service.js';
import { TaskDesk } from './tasks/task-desk.service.js';
import { TaskTrials } from './tasks/task-trials.service.js';
import { TaskList } from './tasks/task-list.service.js';
import { Proofs } from './verifying/proofs.service.js';
import { Verifier } from './verifying/verifier.service.js';
import { WritePath } from './write-path.service.js';
import { TicketNumbers } from './ticket-numbers.service.js';

/** What doors may call: commands and queries. The write path and its helpers stay inside. */
const desks = [
  AttachmentShelf,
  CitizenLinks,
  ClockSweep,
  ClosingFeedback,
  ContactDesk,
  ContactLists,
  ContactOpening,
  CorrectionDesk,
  CorrectionPreview,
  DeskList,
  Drafts,
  FeedbackErasure,
  FilingDesk,
  FollowerDesk,
  FollowerLinks,
  HowToPost,
  ImportDesk,
  Intake,
  IterMoves,
  LettersAgain,
  LevelSteps,
  LevelAmounts,
  LevelWaits,
  LinkBook,
  Linked,
  LinkOffice,
  LinkPost,
  LiveSteps,
  MailboxProof,
  MonthTrial,
  MoveOrders,
  OpinionDesk,
  PartnerQuestions,
  PartnerRequests,
  PartnerWordsReader,
  Proofs,
  RequestViews,
  SheetDesk,
  SplitDesk,
  StepDesk,
  StepPreview,
  TaskDesk,
  TaskLinks,
  TaskList,
  TaskTrials,
  TellingDesk,
  TicketNumbers,
  Typesetter,
  Verifier,
  Workload,
];

@Module({
  imports: [
    AccountsModule,
    CalendarModule,
    CatalogueModule,
    DeliveriesModule,
    FeedbackModule,
    FilesModule,
    NoticesModule,
    OfficesModule,
    PartnersModule,
    RoutingModule,
    TerritoryModule,
    WorkflowModule,
  ],
  providers: [
    ...desks,
    HowToLetter,
    Actors,
    AskedOnes,
    CitizenPost,
    ClockChanges,
    ClockFiring,
    ClockKeeper,
    Correspondence,
    DeliverySubjects,
    Directory,
    DuplicateLinks,
    Echoes,
    FactKeeper,
    FollowedSteps,
    FollowerPost,
    ImportCards,
    JoinedWriting,
    Ladder,
    Names,
    NewRequests,
    LetterWriter,
    IterMover,
    MoveBook,
    MovePlans,
    MoveRun,
    MoveSteps,
    LinkViewers,
    LostMailboxes,
    OfferedActions,
    OfficeNotices,
    PartnerFacts,
    PartnerPages,
    PartnerPost,
    QuietPath,
    QuietSteps,
    References,
    PartRegistry,
    Registry,
    Rerouting,
    RequestCards,
    RequestTransaction,
    SendOn,
    StepWords,
    StruckSteps,
    StepWorkshop,
    TaskFollowUp,
    TicketAccess,
    Timeline,
    ToldSteps,
    WhoLine,
    WritePath,
  ],
  exports: desks,
})
export class RequestsModule {}
