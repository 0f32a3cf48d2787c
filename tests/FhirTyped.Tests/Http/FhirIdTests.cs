using FhirTyped.R4;

namespace FhirTyped.Tests;

/// <summary>What is no id gets into no address.</summary>
public sealed class FhirIdTests
{
    [Theory]
    [InlineData("_history")]
    [InlineData("_search")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a%2Fb")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("$everything")]
    [InlineData("\u0430")]
    public async Task WhatMeansSomethingElseInAnAddress_IsNoId(string id)
    {
        var client = FakeServer.Writer(FakeServer.Never, out _);

        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.ReadAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.UpdateAsync(new Patient { Id = id }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.PatchAsync(id, new JsonPatch().Remove("/active")));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.DeleteAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Patient.ModifyAsync(id, static _ => { }));
        Assert.Throws<ArgumentException>(() => client.Transaction().Update(new Patient { Id = id }));
        Assert.Throws<ArgumentException>(() => client.Transaction().Read<Patient>(id));
        Assert.Throws<ArgumentException>(() => client.Transaction().Delete<Patient>(id));
    }
}
