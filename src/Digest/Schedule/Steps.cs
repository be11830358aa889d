using Digest.Compose;
using Digest.Deliver;
using Digest.Deliver.Bounces;
using Digest.Editions;
using Digest.Gather;
using Digest.Stories;
using Digest.Subscribers;

namespace Digest.Schedule;

/// <summary>Every step that runs on a clock: its name, how often, and the one call it is.</summary>
public static class Steps
{
    public static IReadOnlyList<ScheduledStep> All(ScheduleOptions every) =>
    [
        new("gather", every.GatherEvery, (s, ct) => s.GetRequiredService<GatherStep>().RunAsync(all: false, progress: null, ct)),
        new("stories", every.StoriesEvery, (s, ct) => s.GetRequiredService<StoriesStep>().RunAsync(progress: null, ct), After: "gather"),
        new("edition", every.EditionEvery, (s, ct) => s.GetRequiredService<EditionStep>().RunAsync(ct), After: "stories"),
        new("compose", every.ComposeEvery, (s, ct) => s.GetRequiredService<ComposeStep>().RunAsync(progress: null, ct)),
        new("deliver", every.DeliverEvery, (s, ct) => s.GetRequiredService<DeliverStep>().RunAsync(progress: null, ct)),
        new("feedback", every.FeedbackEvery, (s, ct) => s.GetRequiredService<FeedbackStep>().RunAsync(ct)),
        new("tidy", every.TidyEvery, (s, ct) => s.GetRequiredService<TidyStep>().RunAsync(ct)),
    ];

    /// <summary>The step of that name.</summary>
    public static ScheduledStep Find(ScheduleOptions every, string name) => All(every).Single(s => s.Name == name);
}
