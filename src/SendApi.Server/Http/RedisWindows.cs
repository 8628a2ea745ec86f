using StackExchange.Redis;

namespace SendApi.Server.Http;

/// <summary>Windows in Redis or Valkey, shared by all nodes: a limit is exact, however requests are spread. While Redis does not answer, each node takes its share.</summary>
/// <remarks>The same windows as <see cref="SlidingWindow"/>, by the clock of Redis. After a failure it is asked again a second later, so that requests do not wait for it one by one.</remarks>
public sealed partial class RedisWindows(IConnectionMultiplexer redis, LocalWindows alone, TimeProvider clock, ILogger<RedisWindows> log) : IRequestWindows
{
    private static readonly TimeSpan PauseWhenDown = TimeSpan.FromSeconds(1);

    /// <summary>One hash a key: the second, and how many requests were admitted in it. It runs out by itself.</summary>
    private static readonly LuaScript Script = LuaScript.Prepare("""
        local now = tonumber(redis.call('TIME')[1])
        local seconds = redis.call('HGETALL', @key)
        local sum, oldest = 0, now
        for i = 1, #seconds, 2 do
            local second = tonumber(seconds[i])
            if second < now - 60 then
                redis.call('HDEL', @key, seconds[i])
            else
                sum = sum + tonumber(seconds[i + 1])
                if second < oldest then oldest = second end
            end
        end
        local admitted = 0
        if sum < tonumber(@limit) then
            admitted = 1
            sum = sum + 1
            redis.call('HINCRBY', @key, now, 1)
            redis.call('EXPIRE', @key, 62)
        end
        return {admitted, sum, oldest + 61 - now}
        """);

    private long _failedAt;
    private volatile bool _isDown;

    public async ValueTask<Admission> Take(string keyId, int limit)
    {
        if (_isDown && clock.GetElapsedTime(Volatile.Read(ref _failedAt)) < PauseWhenDown)
            return await alone.Take(keyId, limit);

        try
        {
            var counted = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(Script, new { key = (RedisKey)$"sendapi:rate:{keyId}", limit }))!; // The script returns a list.
            if (_isDown)
                Back(log);
            _isDown = false;
            return new Admission(counted[0] == 1, (int)Math.Max(0, limit - counted[1]), (int)counted[2]);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            Volatile.Write(ref _failedAt, clock.GetTimestamp());
            if (!_isDown)
                Down(log, fault.Message);
            _isDown = true;
            return await alone.Take(keyId, limit);
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "Redis does not answer; until it does, this node takes its share of each request limit: {Reason}")]
    private static partial void Down(ILogger log, string reason);

    [LoggerMessage(1102, LogLevel.Information, "Redis answers again; request limits are counted by all nodes together")]
    private static partial void Back(ILogger log);
}
