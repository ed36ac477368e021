import { Injectable } from '@nestjs/common';
import { Territory } from '../../../territory/territory.service.js';

/** Where a task goes on the map; null for what has no place that we know. */
export interface TaskPoint {
  readonly latitude: number;
  readonly longitude: number;
}

interface Placed {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly address: string | null;
}

/** Finds the point of a task: its own, that of its known place, or that of the road which its address names. */
@Injectable()
export class TaskPoints {
  constructor(private readonly territory: Territory) {}

  async of({ latitude, longitude, address }: Placed): Promise<TaskPoint | null> {
    if (latitude !== null && longitude !== null) return { latitude, longitude };
    const road = address ? await this.territory.roadIn(address) : undefined;
    if (road?.latitude == null || road.longitude === null) return null;
    return { latitude: road.latitude, longitude: road.longitude };
  }
}
