using Digest.Deliver.Dkim;
using Digest.Model;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>What Deliver brings to the service collection; called once, by Program.</summary>
public static class DeliverServices
{
    public static IServiceCollection AddDeliver(this IServiceCollection services) => services
        .AddSingleton(sp => new DeliverStep(
            sp.GetRequiredService<Database>(), sp.GetRequiredService<DeliverOptions>(), sp.GetRequiredService<RenderMail>(),
            sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<DeliverStep>>(), Signing(sp.GetRequiredService<DkimSigner>()), sp.GetService<PrepareMails>()));

    private static SignMail? Signing(DkimSigner signer) => signer.Enabled ? message => signer.Sign(message.Span) : null;
}
