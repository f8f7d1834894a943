/** Knows public holidays, for `isPublicHoliday()` and the condition PublicHoliday. */
export interface HolidayCalendar {
  /**
   * Whether a day is a public holiday of a country (two letters), and of one of its parts when given, in any case of letters.
   * Null: there is no calendar of that country or part.
   */
  isHoliday(day: string, country: string, subdivision: string | null): Promise<boolean | null>
}
