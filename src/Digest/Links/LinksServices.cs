namespace Digest.Links;

/// <summary>What Links brings to the service collection; called once, by Program.</summary>
public static class LinksServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services) => services;
}
