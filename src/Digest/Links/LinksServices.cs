namespace Digest.Links;

/// <summary>What Links brings to the service collection; called once, by Program.</summary>
public static class LinksServices
{
    /// <param name="services">The program's services.</param>
    /// <param name="folder">Where keys are kept that nobody configured: the store's directory, which Links does not know.</param>
    public static IServiceCollection AddLinks(this IServiceCollection services, Func<IServiceProvider, string> folder) => services
        .AddSingleton(sp => LinkKeys.Load(sp.GetRequiredService<SiteOptions>(), folder(sp)))
        .AddSingleton<Tokens>()
        .AddSingleton<SiteLinks>();
}
