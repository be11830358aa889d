namespace Digest.Web;

/// <summary>What Web brings to the service collection; called once, by Program.</summary>
public static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services;
}
