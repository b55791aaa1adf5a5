import { Moment } from "@/components/moment"
import type { ScheduledTask, TaskFigures } from "@/lib/health/store/operations"

/** The worker's tasks with jobs that wait or fail, and why. */
export function JobList({ jobs }: { jobs: TaskFigures[] }) {
  if (jobs.length === 0)
    return (
      <p className="mt-3 text-quiet" data-testid="no-jobs">
        No job waits.
      </p>
    )
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {jobs.map((job) => (
        <li key={job.task} className="py-3" data-testid={`job-${job.task}`}>
          <p className="flex flex-wrap items-baseline justify-between gap-x-6">
            <span className="font-medium">{job.task}</span>
            <span className="text-sm text-quiet tabular-nums">{countsOf(job)}</span>
          </p>
          {job.oldestAt && (
            <p className="text-sm text-quiet">
              The oldest was due <Moment at={job.oldestAt} />.
            </p>
          )}
          {job.lastError && <p className="text-sm text-alert wrap-anywhere">{job.lastError}</p>}
        </li>
      ))}
    </ul>
  )
}

/** What the worker does by itself, and when it last did. */
export function ScheduleList({ schedule }: { schedule: ScheduledTask[] }) {
  if (schedule.length === 0)
    return (
      <p className="mt-3 text-quiet">The worker has not run yet: start it with npm run worker.</p>
    )
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {schedule.map(({ task, lastAt }) => (
        <li
          key={task}
          className="flex flex-wrap items-baseline justify-between gap-x-6 py-3"
          data-testid={`scheduled-${task}`}
        >
          <span className="font-medium">{task}</span>
          <span className="text-sm text-quiet">{lastAt ? <Moment at={lastAt} /> : "not yet"}</span>
        </li>
      ))}
    </ul>
  )
}

function countsOf({ waiting, failing, givenUp }: TaskFigures): string {
  return [
    waiting > 0 && `${waiting} wait`,
    failing > 0 && `${failing} failed and are tried again`,
    givenUp > 0 && `${givenUp} failed for good`,
  ]
    .filter(Boolean)
    .join(", ")
}
