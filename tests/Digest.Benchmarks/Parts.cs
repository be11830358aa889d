using System.Globalization;

using Digest.Deliver.Dkim;
using Digest.Model;
using Digest.Store;

using Microsoft.Extensions.DependencyInjection;

namespace Digest.Benchmarks;

/// <summary>What one mail costs on one thread, warm, part by part: composing its message, and signing it.</summary>
internal static class Parts
{
    private static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

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

            var from = Cpu;
            await prepare(rows, ct).ConfigureAwait(false);
            reading += Cpu - from;
            foreach (var some in rows.Chunk(50))
            {
                var sent = new List<OutgoingMail>(some.Length);
                from = Cpu;
                var before = GC.GetAllocatedBytesForCurrentThread();
                foreach (var row in some)
                {
                    sent.Add((await render(row, ct).ConfigureAwait(false))!);
                }

                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                rendering += Cpu - from;
                from = Cpu;
                foreach (var mail in sent)
                {
                    _ = signer.Enabled ? signer.Sign(mail.Message.Span) : [];
                    mail.Release();
                }

                signing += Cpu - from;
            }

            done += rows.Count;
        }

        string Each(TimeSpan time) => (time.TotalMicroseconds / mails).ToString("0", CultureInfo.InvariantCulture);
        return $"parts, CPU of one thread: reading {Each(reading)} µs, rendering {Each(rendering)} µs and {allocated / mails / 1024} KB, signing {Each(signing)} µs a mail";
    }
}
