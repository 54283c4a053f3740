import { WorkRefusal } from '../api/work.refusal.js';

/** Jobs by their ids. */
export class WorkJobBook<Job extends { readonly id: string }> {
  readonly #jobs = new Map<string, Job>();

  add(job: Job): void {
    this.#jobs.set(job.id, job);
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: string): Job {
    const job = this.#jobs.get(id);
    if (!job) throw new WorkRefusal(40088, id);
    return job;
  }
}
