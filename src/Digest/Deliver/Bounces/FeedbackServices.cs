using Digest.Deliver.Bounces.Webhooks;
using Digest.Deliver.Dkim;
using Digest.Deliver.Doctor;
using Digest.Model;
using Digest.Store;

namespace Digest.Deliver.Bounces;

/// <summary>What signing, feedback and the doctor bring to the service collection; called once, by Program.</summary>
public static class FeedbackServices
{
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton(sp => new DkimSigner(sp.GetRequiredService<DkimOptions>(), sp.GetRequiredService<TimeProvider>()))
        .AddSingleton<SignMail>(sp =>
        {
            var signer = sp.GetRequiredService<DkimSigner>();
            return message => signer.Sign(message.Span);
        })
        .AddSingleton(sp => new BounceStep(
            sp.GetRequiredService<Database>(), sp.GetRequiredService<BouncesOptions>(), sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<BounceStep>>(), sp.GetService<HonourUnsubscribe>(), sp.GetService<HonourLeave>()))
        .AddSingleton<BounceFolder>()
        .AddSingleton<BounceMailbox>()
        .AddSingleton<FeedbackStep>()
        .AddSingleton<SuppressionFile>()
        .AddSingleton<FetchFromSns>(Instruments.FetchAsync)
        .AddSingleton<Sns>()
        .AddSingleton<WebhookRoute>()
        .AddSingleton(_ => new Examination(Doctor.Dns.System(), Instruments.PostAsync, Instruments.GreetAsync));
}
