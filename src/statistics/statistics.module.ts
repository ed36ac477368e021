import { Module } from '@nestjs/common';
import { AuditModule } from '../proof/audit.module.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { DeliveriesModule } from '../deliveries/deliveries.module.js';
import { RequestsModule } from '../requests/requests.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { WorksheetsModule } from '../worksheets/worksheets.module.js';
import { MonthArchive } from './months/month-archive.service.js';
import { MonthBook } from './months/month-book.service.js';
import { MonthComposer } from './months/month-composer.service.js';
import { MonthFiles } from './files/month-files.service.js';
import { MonthPapers } from './files/month-papers.service.js';
import { MonthPatterns } from './months/month-patterns.service.js';
import { MonthPublishing } from './months/month-publishing.service.js';
import { MonthStatistics } from './months/month.service.js';
import { ExportBook } from './exports/export-book.service.js';
import { Exports } from './exports/exports.service.js';
import { DimensionNames } from './names.service.js';
import { RequestsExport } from './lists/requests-export.service.js';
import { OpenData } from './open-data/open-data.service.js';
import { DigestLinks } from './partners/districts/digest-links.js';
import { DigestPost } from './partners/districts/digest-post.service.js';
import { DigestStops } from './partners/districts/digest-stops.service.js';
import { DistrictDigests } from './partners/districts/district-digests.service.js';
import { PartnerScores } from './partners/partner-scores.service.js';
import { ScoreTasks } from './partners/score-tasks.service.js';
import { MonthLetters } from './post/month-letters.service.js';
import { MonthPost } from './post/month-post.service.js';
import { MonthReaders } from './post/month-readers.service.js';
import { NarrowedParts } from './years/narrowed-parts.service.js';
import { NarrowedYears } from './years/narrowed-years.service.js';
import { MonthNeighbours } from './years/month-neighbours.service.js';
import { YearBook } from './years/year-book.service.js';
import { Targets } from './targets/targets.service.js';
import { SlowReads } from './slow-reads.service.js';

/** The numbers of a month, live and published, and the export of requests, read from the facts alone. */
@Module({
  imports: [
    AuditModule,
    CalendarModule,
    DeliveriesModule,
    RequestsModule,
    TerritoryModule,
    WorksheetsModule,
  ],
  providers: [
    DigestLinks,
    DigestPost,
    DigestStops,
    DimensionNames,
    DistrictDigests,
    ExportBook,
    Exports,
    MonthArchive,
    MonthBook,
    MonthComposer,
    MonthFiles,
    MonthLetters,
    MonthNeighbours,
    MonthPost,
    MonthReaders,
    MonthPapers,
    MonthPatterns,
    MonthPublishing,
    MonthStatistics,
    NarrowedParts,
    NarrowedYears,
    OpenData,
    PartnerScores,
    ScoreTasks,
    RequestsExport,
    SlowReads,
    Targets,
    YearBook,
  ],
  exports: [
    DigestStops,
    DimensionNames,
    DistrictDigests,
    Exports,
    MonthArchive,
    MonthBook,
    MonthFiles,
    MonthNeighbours,
    MonthPost,
    MonthPublishing,
    MonthStatistics,
    NarrowedYears,
    OpenData,
    PartnerScores,
    ScoreTasks,
    RequestsExport,
    SlowReads,
    Targets,
    YearBook,
  ],
})
export class StatisticsModule {}
