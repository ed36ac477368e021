import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SubjectSource } from '../../notices/subject-source.js';
import { ServiceRequest } from '../service-request.entity.js';

/** Tells the floor below whose a letter was: the request behind a delivery's subject, and the office that must hear of its failure. */
@Injectable()
export class DeliverySubjects implements OnModuleInit {
  constructor(private readonly subjects: SubjectSource) {}

  onModuleInit(): void {
    this.subjects.find = async (em, subject) => {
      const found = await em.findOne(ServiceRequest, {
        select: { id: true, officeId: true },
        where: { id: subject },
      });
      return found && { requestId: found.id, officeId: found.officeId };
    };
  }
}
