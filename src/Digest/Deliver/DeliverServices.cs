namespace Digest.Deliver;

/// <summary>What Deliver brings to the service collection; called once, by Program.</summary>
public static class DeliverServices
{
    public static IServiceCollection AddDeliver(this IServiceCollection services) => services;
}
