namespace Digest.Schedule;

/// <summary>Every step that runs on a clock: its name, how often, and the one call it is.</summary>
public static class Steps
{
    public static IReadOnlyList<ScheduledStep> All(ScheduleOptions every) =>
    [
    ];

    /// <summary>The step of that name.</summary>
    public static ScheduledStep Find(ScheduleOptions every, string name) => All(every).Single(s => s.Name == name);
}
