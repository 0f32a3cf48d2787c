using System.Security.Cryptography;
using FhirTyped.R4;

namespace FhirTyped.TestData.Tests;

/// <summary>Records of US Core's types: the same for a seed, strictly valid, with references that lead somewhere.</summary>
public sealed class UsCoreGeneratorTests
{
    [Fact]
    public void Every_type_that_us_core_names_is_there()
    {
        var dataset = new UsCoreGenerator(new() { Patients = 60 }).Generate();

        Assert.Equal(UsCoreGenerator.ResourceTypes, dataset.Counts.Keys);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 30)]
    [InlineData(ulong.MaxValue, 30)]
    public void Everything_is_read_strictly(ulong seed, int patients)
    {
        foreach (var resource in new UsCoreGenerator(new() { Seed = seed, Patients = patients }).Stream())
        {
            Strict.Check(resource);
        }
    }

    [Fact]
    public void References_lead_to_resources_that_came_before_and_ids_are_unique()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in new UsCoreGenerator(new() { Patients = 40, Seed = 3 }).Stream())
        {
            foreach (var reference in ResourceReferences.In(resource))
            {
                Assert.True(known.Contains(reference.Reference!), $"{resource.TypeName} refers to {reference.Reference}, which is not there yet.");
            }

            Assert.True(known.Add(resource.TypeName + "/" + resource.Id), resource.TypeName + " has an id twice.");
        }
    }

    // These bytes are a promise: they may change with a version that says so, and never by machine, runtime, culture or number of threads.
    [Fact]
    public void The_bytes_are_those_of_the_seed()
    {
        var ndjson = new UsCoreGenerator(new() { Patients = 3, Seed = 7 }).Generate().ToNdjson();

        Assert.Equal("e4b468300eaaeec24b23e83621221be3164225a4c6e973ae5f5f42bb8c11d52a", Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ndjson))));
    }
}
