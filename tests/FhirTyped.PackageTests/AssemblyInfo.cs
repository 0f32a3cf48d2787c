// One feed for all: packing takes longer than any of the tests.
[assembly: AssemblyFixture(typeof(FhirTyped.PackageTests.PackageFeed))]
