namespace Digest.Gather;

/// <summary>What Gather brings to the service collection; called once, by Program.</summary>
public static class GatherServices
{
    public static IServiceCollection AddGather(this IServiceCollection services) => services;
}
