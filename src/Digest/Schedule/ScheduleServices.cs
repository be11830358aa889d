namespace Digest.Schedule;

/// <summary>What Schedule brings to the service collection; called once, by Program.</summary>
public static class ScheduleServices
{
    public static IServiceCollection AddSchedule(this IServiceCollection services) => services;
}
