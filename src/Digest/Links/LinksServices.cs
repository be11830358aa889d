using Digest.Model;

namespace Digest.Links;

/// <summary>What Links brings to the service collection; called once, by Program.</summary>
public static class LinksServices
{
    /// <param name="services">The program's services.</param>
    /// <param name="kept">The keys of this installation when none are configured: the store keeps them, which Links does not know.</param>
    public static IServiceCollection AddLinks(this IServiceCollection services, Func<IServiceProvider, string> kept) => services
        .AddSingleton(sp => LinkKeys.Load(sp.GetRequiredService<SiteOptions>(), () => kept(sp)))
        .AddSingleton<Tokens>()
        .AddSingleton<SiteLinks>()
        .AddSingleton<NewMessageId>(sp =>
        {
            var domain = sp.GetRequiredService<SiteLinks>().Domain;
            return () => $"{Guid.NewGuid():N}@{domain}";
        });
}
