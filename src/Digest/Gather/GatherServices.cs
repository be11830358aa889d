using System.Net;

using Digest.Gather.Fetch;
using Digest.Gather.Opml;
using Digest.Gather.Pages;
using Digest.Gather.WebSub;

namespace Digest.Gather;

/// <summary>What Gather brings to the service collection; called once, by Program, which adds the <see cref="UserAgent"/>.</summary>
public static class GatherServices
{
    public static IServiceCollection AddGather(this IServiceCollection services) => services
        .AddSingleton<Resolve>(Dns.GetHostAddressesAsync)
        .AddSingleton<AddressGuard>()
        .AddSingleton<FeedClient>()
        .AddSingleton<FeedReader>()
        .AddSingleton<Robots>()
        .AddSingleton<PageReader>()
        .AddSingleton<FeedChecker>()
        .AddSingleton<FeedImport>()
        .AddSingleton<HubStep>()
        .AddSingleton<HubInbox>()
        .AddSingleton<GatherStep>();
}
