using Digest.Store;

namespace Digest.Deliver.Bounces;

/// <summary>Reads what came back, from wherever it is told to look, and forgets suppressions that ran out.</summary>
public sealed class FeedbackStep(Database database, BounceFolder folder, BounceMailbox mailbox, BouncesOptions options, TimeProvider clock)
{
    /// <returns>What was read; null when neither a folder nor a mailbox is set.</returns>
    /// <exception cref="IOException">The folder is not there, or the mailbox cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">The mailbox refused login or folder; the message names the setting.</exception>
    public async Task<BounceReport?> RunAsync(CancellationToken ct = default)
    {
        await database.WriteAsync(s => SuppressionStore.SweepAsync(s, clock.GetUtcNow()), ct).ConfigureAwait(false);
        BounceReport? report = null;
        if (!string.IsNullOrWhiteSpace(options.Folder))
        {
            report = await folder.RunAsync(options.Folder, ct).ConfigureAwait(false);
        }

        if (!string.IsNullOrWhiteSpace(options.Imap.Host))
        {
            var more = await mailbox.RunAsync(ct).ConfigureAwait(false);
            report = report is null ? more : report.With(more);
        }

        return report;
    }
}
