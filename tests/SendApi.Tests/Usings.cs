global using SendApi.Server.Storage;

[assembly: Xunit.AssemblyFixture(typeof(SendApi.Tests.Stores))]
