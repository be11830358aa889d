using System.Diagnostics;
using System.Globalization;

using Digest.Deliver.Dkim;
using Digest.Model;
using Digest.Store;

using Microsoft.Extensions.DependencyInjection;

namespace Digest.Benchmarks;

/// <summary>What one mail costs on one thread, warm, part by part: composing its message, and signing it.</summary>
internal static class Parts
{
    public static async Task<string> MeasureAsync(IServiceProvider services, int mails, CancellationToken ct)
    {
        var database = services.GetRequiredService<Database>();
        var render = services.GetRequiredService<RenderMail>();
        var prepare = services.GetRequiredService<PrepareMails>();
        var signer = services.GetRequiredService<DkimSigner>();
        var now = TimeProvider.System.GetUtcNow();
        var (rendering, signing, reading, allocated) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0L);
        for (var done = 0; done < mails;)
        {
            var rows = await database.WriteAsync(s => DeliveryStore.ClaimAsync(s, new Claim($"parts{done}", 1, 500, now, now.AddMinutes(5)), Exceptions.None), ct).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                break;
            }

            var at = Stopwatch.GetTimestamp();
            await prepare(rows, ct).ConfigureAwait(false);
            reading += Stopwatch.GetElapsedTime(at);
            foreach (var row in rows)
            {
                at = Stopwatch.GetTimestamp();
                var before = GC.GetAllocatedBytesForCurrentThread();
                var mail = await render(row, ct).ConfigureAwait(false);
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                rendering += Stopwatch.GetElapsedTime(at);
                at = Stopwatch.GetTimestamp();
                _ = signer.Enabled ? signer.Sign(mail!.Message.Span) : [];
                signing += Stopwatch.GetElapsedTime(at);
                mail!.Release();
            }

            done += rows.Count;
        }

        string Each(TimeSpan time) => (time.TotalMicroseconds / mails).ToString("0", CultureInfo.InvariantCulture);
        return $"parts, one thread on the clock: reading {Each(reading)} µs, rendering {Each(rendering)} µs and {allocated / mails / 1024} KB, signing {Each(signing)} µs a mail";
    }
}
