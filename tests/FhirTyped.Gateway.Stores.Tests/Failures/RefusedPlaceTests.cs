using Microsoft.Extensions.DependencyInjection;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>Places that cannot be used, and what is said of them.</summary>
public sealed class RefusedPlaceTests
{
    [Theory]
    [InlineData("no-port:x,password=hidden-word,nonsense=1")]
    [InlineData("password=hidden-word")]
    public void RedisConnectionString_ThatIsNone_IsRefused_WithoutItsText(string text) =>
        Assert.DoesNotContain("hidden-word", Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddFhirGatewayRedisStore(text)).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=localhost;Nonsense=hidden-word")]
    [InlineData("Password=hidden-word")]
    [InlineData("hidden-word")]
    public void PostgreSqlConnectionString_ThatIsNone_IsRefused_WithoutItsText(string text) =>
        Assert.DoesNotContain("hidden-word", Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddFhirGatewayPostgreSqlStore(text)).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task PostgreSqlThatAcknowledgesBeforeItHasWritten_IsRefused()
    {
        await using var place = new PostgreSqlPlace();
        await place.SetUpAsync();
        await using var node = new ServiceCollection().AddFhirGatewayPostgreSqlStore(place.ConnectionString + ";Options=-c synchronous_commit=off").BuildServiceProvider();
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await node.GetRequiredService<IAuditStore>().GetNodesAsync());
        Assert.Contains("synchronous_commit", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSqlTables_OfAnotherVersion_AreRefused_AndManyNodesMakeThemOnce()
    {
        await using var place = new PostgreSqlPlace();
        await place.SetUpAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => place.OpenNode().GetRequiredService<IAuditStore>().GetNodesAsync().AsTask()));
        Assert.Equal(1L, await place.ScalarAsync("SELECT count(*) FROM gateway_schema_version"));

        await place.ScalarAsync("UPDATE gateway_schema_version SET version = 2");
        try
        {
            var problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await place.OpenNode().GetRequiredService<IAuditStore>().GetNodesAsync());
            Assert.Contains("version 2", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            await place.ScalarAsync("UPDATE gateway_schema_version SET version = 1");
        }
    }

    [Fact]
    public async Task SqliteFile_OfAnotherVersion_IsRefused()
    {
        await using var place = new SqlitePlace();
        await place.OpenNode().GetRequiredService<IAuditStore>().GetNodesAsync();
        place.Execute("UPDATE schema_version SET version = 2");
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(async () => await place.OpenNode().GetRequiredService<IAuditStore>().GetNodesAsync());
        Assert.Contains("schema 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SqliteFile_ThatCannotBeMade_OrIsNone_IsUnavailable()
    {
        var folder = Directory.CreateTempSubdirectory("fhirtyped-sqlite-");
        try
        {
            var text = Path.Combine(folder.FullName, "text");
            await File.WriteAllTextAsync(text, new string('x', 8192));
            foreach (var path in new[] { text, Path.Combine(text, "below"), folder.FullName })
            {
                await using var node = new ServiceCollection().AddFhirGatewaySqliteStore(path).BuildServiceProvider();
                var problem = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await node.GetRequiredService<ISessionStore>().GetAsync("id"));
                Assert.DoesNotContain(folder.FullName, problem.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
