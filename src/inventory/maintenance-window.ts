/** A planned maintenance configuration of a cluster, narrowed from ARM. Pure calendar arithmetic lives here too. */
export interface MaintenanceWindow {
  readonly name: 'default' | 'aksManagedAutoUpgradeSchedule' | 'aksManagedNodeOSUpgradeSchedule' | 'other';
  readonly schedule: WindowSchedule;
  readonly notAllowed: readonly { readonly start: string; readonly end: string }[];
}

export type Weekday = 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday';

export type WindowSchedule =
  | {
      /** The `default` configuration's form: hours of the week, UTC. */
      readonly kind: 'hours-of-week';
      readonly slots: readonly { readonly day: Weekday; readonly hours: readonly number[] }[];
    }
  | {
      readonly kind: 'recurring';
      readonly recurrence: Recurrence;
      /** Hours, 4 to 24. */
      readonly durationHours: number;
      /** Minutes east of UTC. */
      readonly utcOffsetMinutes: number;
      /** `HH:mm` local to the offset. */
      readonly startTime: string;
      /** `YYYY-MM-DD`; absent: from now on. */
      readonly startDate?: string;
    };

export type Recurrence =
  | { readonly kind: 'daily'; readonly intervalDays: number }
  | { readonly kind: 'weekly'; readonly intervalWeeks: number; readonly day: Weekday }
  | { readonly kind: 'absolute-monthly'; readonly intervalMonths: number; readonly dayOfMonth: number }
  | {
      readonly kind: 'relative-monthly';
      readonly intervalMonths: number;
      readonly day: Weekday;
      readonly week: 'First' | 'Second' | 'Third' | 'Fourth' | 'Last';
    };
